// The worker in the runtime itself, with its objects on disk.
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { workerdProgram } from "./environment.ts";
import { Program } from "./programs.ts";

/** The worker's objects, as `edge/wrangler.toml` has them. */
const OBJECTS = [
  ["SCOPES", "ScopeState"],
  ["KEY_PAIRS", "KeyPairPermits"],
  ["CALLERS", "CallerRate"],
] as const;

/**
 * Tests that wait for something ask often: the limit of a caller is out of their way. And a machine that
 * is busy for a second must not look like a lost answer, because requests are counted.
 */
const USUAL = { EDGE_AUTH: "local", UPSTREAM_TIMEOUT_MS: "10000", EDGE_RATE_PER_MINUTE: "off" };

const HASTY_MS = 500;

/** For tests in which answers do not come: it is certain soon. */
export const HASTY = { UPSTREAM_TIMEOUT_MS: String(HASTY_MS) };

/** After this time a row that a crash has left says `unknown`: two time-outs and five seconds. */
export const HASTY_LEASE_MS = 2 * HASTY_MS + 5000;

/** A text of the configuration language. */
const quoted = (text: string) => JSON.stringify(text);

function config(state: string, settings: Record<string, string>): string {
  const bindings = [
    ...Object.entries(settings).map(([name, value]) => `(name = ${quoted(name)}, text = ${quoted(value)})`),
    ...OBJECTS.map(([name, type]) => `(name = ${quoted(name)}, durableObjectNamespace = ${quoted(type)})`),
  ];
  const objects = OBJECTS.map(
    ([, type]) => `(className = ${quoted(type)}, uniqueKey = ${quoted(type)}, enableSql = true)`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "edge", worker = .edge),
    (name = "internet", network = (allow = ["private", "public"])),
    (name = "state", disk = (path = ${quoted(state)}, writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "edge")],
);

const edge :Workerd.Worker = (
  modules = [
    (name = "index.js", esModule = embed "index.js"),
    (name = "index_bg.wasm", wasm = embed "index_bg.wasm"),
  ],
  compatibilityDate = "2026-10-20",
  bindings = [${bindings.join(", ")}],
  durableObjectNamespaces = [${objects.join(", ")}],
  durableObjectStorage = (localDisk = "state"),
);
`;
}

/** The worker: a process that may be killed, and a folder that outlives it. */
export class Edge {
  readonly #folder: string;
  readonly #settings: Record<string, string>;
  #program: Program | undefined;
  /** Where the process of now listens. */
  url = "";

  private constructor(folder: string, settings: Record<string, string>) {
    this.#folder = folder;
    this.#settings = { ...USUAL, ...settings };
  }

  /** A new folder, and a process on it. */
  static async start(build: string, settings: Record<string, string>): Promise<Edge> {
    const edge = new Edge(await mkdtemp(join(tmpdir(), "scalr-images-faults-")), settings);
    await mkdir(join(edge.#folder, "state"));
    await edge.run(build);
    return edge;
  }

  /** A process on the folder; `more` settings are for this one alone. */
  async run(build: string, more: Record<string, string> = {}): Promise<void> {
    const file = join(this.#folder, "config.capnp");
    const text = config(join(this.#folder, "state"), { ...this.#settings, ...more });
    await writeFile(file, text, { mode: 0o600 });
    // The configuration takes in files that lie beside it.
    for (const name of ["index.js", "index_bg.wasm"]) {
      await copyFile(join(build, name), join(this.#folder, name));
    }
    // The runtime tells on a descriptor of its own where it listens.
    this.#program = new Program(workerdProgram, ["serve", "--control-fd=3", file], {}, [1, 2, 3]);
    this.url = await this.#program.line((line) => {
      const port = /"event":"listen".*"port":(\d+)/.exec(line)?.[1];
      return port === undefined ? undefined : `http://127.0.0.1:${port}`;
    });
  }

  /** Waits until the worker says that it stands at this place. */
  async standsAt(point: string): Promise<void> {
    await this.#program!.line((line) => (line.includes(`crash point: ${point}`) ? true : undefined));
  }

  async kill(): Promise<void> {
    await this.#program!.kill();
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true });
  }
}
