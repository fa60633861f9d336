// The stand-in Scalr: what reached it, and how it fails.
import { standInProgram } from "./environment.ts";
import { Program } from "./programs.ts";

const KEYS = {
  SCALR_SIM_KEY_ID: "FAULTSUSERKEY0000001",
  SCALR_SIM_SECRET: "faults-user-secret",
  SCALR_SIM_GLOBAL_KEY_ID: "FAULTSGLOBALKEY00001",
  SCALR_SIM_GLOBAL_SECRET: "faults-global-secret",
};

export interface LogEntry {
  /** When it arrived. */
  at: string;
  method: string;
  path: string;
  query: string;
  bodyBase64: string;
  status: number | null;
}

export interface Match {
  method?: string;
  pathContains?: string;
  region?: string;
}

export class StandIn {
  readonly #program: Program;
  readonly url: string;

  private constructor(program: Program, url: string) {
    this.#program = program;
    this.url = url;
  }

  static async start(images: number): Promise<StandIn> {
    const program = new Program(standInProgram, ["--port", "0", "--seed-images", String(images)], KEYS, [1]);
    const url = await program.line((line) => line.split(" listening on ")[1]);
    return new StandIn(program, url);
  }

  /** The worker's settings for this Scalr. */
  get settings(): Record<string, string> {
    return {
      SCALR_URL: this.url,
      SCALR_KEY_ID: KEYS.SCALR_SIM_KEY_ID,
      SCALR_SECRET: KEYS.SCALR_SIM_SECRET,
      SCALR_GLOBAL_KEY_ID: KEYS.SCALR_SIM_GLOBAL_KEY_ID,
      SCALR_GLOBAL_SECRET: KEYS.SCALR_SIM_GLOBAL_SECRET,
    };
  }

  async #call(method: string, path: string, body?: unknown): Promise<Response> {
    const init: RequestInit = { method };
    if (body !== undefined) {
      init.headers = { "content-type": "application/json" };
      init.body = JSON.stringify(body);
    }
    const answer = await fetch(`${this.url}/_sim/${path}`, init);
    if (!answer.ok) {
      throw new Error(`${method} /_sim/${path}: ${answer.status} ${await answer.text()}`);
    }
    return answer;
  }

  async reset(): Promise<void> {
    await this.#call("POST", "reset");
  }

  /** Puts a fault in force, `times` times; without an end where that is null. */
  async fault(match: Match, fault: Record<string, unknown>, times: number | null = 1): Promise<void> {
    await this.#call("POST", "faults", times === null ? { match, fault } : { match, fault, times });
  }

  async clearFaults(): Promise<void> {
    await this.#call("DELETE", "faults");
  }

  async log(): Promise<LogEntry[]> {
    return (await (await this.#call("GET", "log")).json()) as LogEntry[];
  }

  /** The creates and copies that have reached it, oldest first. */
  async writes(): Promise<LogEntry[]> {
    return (await this.log()).filter((entry) => entry.method === "POST");
  }

  /** How many copies it made. */
  async copies(): Promise<number> {
    const counts = (await (await this.#call("GET", "copies")).json()) as { count: number }[];
    return counts.reduce((sum, { count }) => sum + count, 0);
  }

  async stop(): Promise<void> {
    await this.#program.kill();
  }
}
