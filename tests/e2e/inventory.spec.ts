// The list of all images from the outside: who may have it, what it says, and what is deleted meanwhile.
// Failing pages, many viewers and the bound of connections are in tests/faults.
import { accessEdgeUrl, bareEdgeUrl, edgeUrl, simUrl } from "./support/environment.ts";
import { signed } from "./support/signing.ts";
import * as sim from "./support/sim.ts";
import { api as test, expect } from "./support/test.ts";

const PATH = "/edge/inventory?scope=user/5";

interface Image {
  id: string;
  name: string;
  added: string;
}

type Line = { type: string; images: Image[] } & Record<string, unknown>;

async function read(query = ""): Promise<{ answer: Response; lines: Line[]; images: Image[] }> {
  const answer = await fetch(`${edgeUrl}${PATH}${query}`);
  const text = await answer.text();
  expect(answer.status, text).toBe(200);
  const lines = text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as Line);
  const images = lines.filter((line) => line.type === "page").flatMap((line) => line.images);
  return { answer, lines, images };
}

test("the images are those of Scalr's list, as Scalr wrote them", async () => {
  const { answer, lines, images } = await read("&fresh=yes");
  expect(answer.headers.get("content-type")).toBe("application/x-ndjson");
  expect(answer.headers.get("x-edge-source")).toBe("edge");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("x-request-id")).toBeTruthy();
  const list = await fetch(`${edgeUrl}/api/v1beta0/user/5/images/`);
  const { data } = (await list.json()) as { data: Image[] };
  expect(images).toEqual(data);
  expect(lines.map((line) => line.type)).toEqual(["start", "page", "end"]);
  expect(lines[0]).toMatchObject({ scope: "user/5", pages: 1 });
  expect(lines[2]).toMatchObject({ images: data.length, gaps: 0, whole: true });
});

test("the query is looked at, and so is who asks", async () => {
  const told = async (origin: string, path: string) => {
    const answer = await fetch(`${origin}${path}`);
    const { errors } = (await answer.json()) as { errors: { code: string }[] };
    return [answer.status, errors.map((error) => error.code)];
  };
  expect(await told(edgeUrl, "/edge/inventory")).toEqual([400, ["InvalidStructure"]]);
  const wrong = "/edge/inventory?scope=user/0&fresh=maybe&pageNum=1";
  expect(await told(edgeUrl, wrong)).toEqual([400, ["InvalidValue", "InvalidValue", "InvalidValue"]]);
  expect(await told(bareEdgeUrl, PATH)).toEqual([503, ["EdgeMisconfigured"]]);
  expect(await told(accessEdgeUrl, PATH)).toEqual([401, ["BadAuthentication"]]);
  const post = await fetch(`${edgeUrl}${PATH}`, { method: "POST" });
  expect([post.status, post.headers.get("allow")]).toEqual([405, "GET"]);
});

test("images that are deleted while the pages are read hide no others", async () => {
  test.setTimeout(60_000);
  // More than one page: 37 are there.
  await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      fetch(`${edgeUrl}/api/v1beta0/user/5/images/`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          architecture: "x86_64",
          cloudImageId: `ami-${String(index).padStart(17, "0")}`,
          cloudLocation: "us-east-1",
          cloudPlatform: "ec2",
          name: "golden-many",
          os: { id: "ubuntu-14-04" },
        }),
      }),
    ),
  );
  const before = await read("&fresh=yes");
  expect([before.images.length, before.lines[0]?.["pages"]]).toEqual([237, 3]);
  // The answer with the first page is on its way when two of its images go: the first two of the second
  // page are on none of those that are read after it.
  const first = before.images.filter((image) => image.name === "golden-many").slice(0, 2);
  await sim.fault({ pathContains: "pageNum=1" }, { kind: "latency", ms: 1000 }, 1);
  await sim.clearLog();
  const later = read("&fresh=yes");
  await expect(async () => expect(await sim.log()).toHaveLength(1)).toPass({ intervals: [20] });
  for (const { id } of first) {
    const path = `/api/v1beta0/user/5/images/${id}/`;
    const headers = signed({ method: "DELETE", path });
    expect((await fetch(`${simUrl}${path}`, { method: "DELETE", headers })).status).toBe(200);
  }
  const { images, lines } = await later;
  const ids = new Set(images.map((image) => image.id));
  expect(ids.size).toBe(images.length);
  const gone = new Set(first.map((image) => image.id));
  expect(before.images.filter(({ id }) => !ids.has(id) && !gone.has(id))).toEqual([]);
  // Found by looking again.
  expect(lines.find((line) => line["page"] === 4)?.images).toHaveLength(2);
  expect(lines.at(-1)).toMatchObject({ whole: true });
});
