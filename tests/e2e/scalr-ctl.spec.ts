// Scalr's own client works against the edge: through it, with its own keys.
import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { keylessEdgeUrl, keys, scalrCtl } from "./support/environment.ts";
import * as sim from "./support/sim.ts";
import { goldenWeb } from "./support/samples.ts";
import { expect, test } from "./support/test.ts";

interface Outcome {
  failed: boolean;
  stdout: string;
  stderr: string;
}

interface Client {
  run: (args: string[], stdin?: unknown) => Promise<Outcome>;
  /** The envelope that the client prints. */
  json: (args: string[], stdin?: unknown) => Promise<{ data: any }>;
}

const scalrCtlTest = test.extend<{ client: Client }>({
  client: async ({}, use, testInfo) => {
    const home = testInfo.outputPath("scalr-ctl");
    await mkdir(home, { recursive: true });
    const config = {
      API_SCHEME: "http",
      API_HOST: new URL(keylessEdgeUrl).host,
      SSL_VERIFY_PEER: false,
      API_KEY_ID: keys.id,
      API_SECRET_KEY: keys.secret,
      GLOBAL_SCOPE_API_KEY_ID: keys.globalId,
      GLOBAL_SCOPE_API_SECRET_KEY: keys.globalSecret,
      envId: "5",
      accountId: "1",
      colored_output: false,
    };
    // JSON is YAML.
    await writeFile(`${home}/default.yaml`, JSON.stringify(config));
    const env = { ...process.env, SCALRCLI_HOME: home, LC_ALL: "C.UTF-8", NO_PROXY: "*" };
    const run = (args: string[], stdin?: unknown) =>
      new Promise<Outcome>((resolve) => {
        const child = execFile(scalrCtl, args, { env }, (error, stdout, stderr) =>
          resolve({ failed: error !== null, stdout, stderr }),
        );
        child.stdin?.end(stdin === undefined ? "" : JSON.stringify(stdin));
      });
    const json = async (args: string[], stdin?: unknown) => {
      const { failed, stdout, stderr } = await run(args, stdin);
      expect(failed, stdout + stderr).toBe(false);
      return JSON.parse(stdout);
    };
    // The first start fetches the descriptions of the API.
    const update = await run(["update"]);
    expect(update.stdout.match(/Done/g), update.stdout + update.stderr).toHaveLength(3);
    await use({ run, json });
  },
});

scalrCtlTest("register in each scope", async ({ client }) => {
  const image = (cloudImageId: string) => ({
    architecture: "x86_64",
    cloudFeatures: { type: "AwsImageCloudFeatures", virtualization: "hvm" },
    cloudImageId,
    cloudLocation: "eu-west-1",
    cloudPlatform: "ec2",
    name: "from-scalr-ctl",
    os: { id: "ubuntu-14-04" },
    size: 8,
    type: "ebs-hvm",
  });
  for (const [scope, group, id] of [
    ["environment", [], "ami-00000c71"],
    ["account", ["account"], "ami-00000c72"],
    ["scalr", ["global"], "ami-00000c73"],
  ] as [string, string[], string][]) {
    const answer = await client.run([...group, "images", "register", "--stdin"], image(id));
    expect(answer.failed, answer.stdout + answer.stderr).toBe(false);
    const [arrived] = (await sim.writes()).slice(-1);
    expect([arrived!.status, JSON.parse(arrived!.body!)]).toEqual([201, image(id)]);
    expect(arrived!.headers["x-scalr-key-id"]).toEqual([scope === "scalr" ? keys.globalId : keys.id]);
  }
});

scalrCtlTest("list, get and copy an image of an environment", async ({ client }) => {
  const { id } = await goldenWeb();
  const list = await client.json(["images", "list", "--json", "--filters", "name=golden-web,cloudLocation=us-east-1,cloudPlatform=ec2"]);
  expect(list.data.map((image: { id: string }) => image.id)).toContain(id);

  const one = await client.json(["images", "get", "--imageId", id, "--json"]);
  expect(one.data).toMatchObject({ id, name: "golden-web", cloudLocation: "us-east-1" });

  const copied = await client.run(["images", "copy", "--imageId", id, "--stdin"], {
    cloudLocation: "eu-north-1",
    cloudPlatform: "ec2",
  });
  expect(copied.failed, copied.stdout + copied.stderr).toBe(false);
  const [arrived] = (await sim.writes()).slice(-1);
  expect(arrived!.path).toBe(`/api/v1beta0/user/5/images/${id}/actions/copy/`);
  expect([201, 202]).toContain(arrived!.status);
});

scalrCtlTest("the client shows the edge's own refusal", async ({ client }) => {
  const answer = await client.run(["global", "images", "register", "--stdin"], {
    architecture: "x86_64",
    cloudImageId: "ami-1",
    cloudPlatform: "ec2",
    name: "golden_web.1",
    os: { id: "ubuntu-14-04" },
  });
  expect(answer.failed).toBe(true);
  expect(answer.stdout + answer.stderr).toContain("golden-web1");
  expect(await sim.writes()).toEqual([]);
});
