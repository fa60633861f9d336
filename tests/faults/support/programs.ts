// Starting, watching and killing the programs under test.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** Far more than anything here takes on a slow machine. */
export const PATIENCE_MS = 30_000;

/** A running program and the lines that it prints. */
export class Program {
  readonly #child: ChildProcess;
  readonly #exit: Promise<unknown>;
  readonly #lines: string[] = [];
  readonly #waiting = new Set<() => void>();

  /** Starts a program; `outputs` are the file descriptors whose lines are read. */
  constructor(command: string, args: string[], env: Record<string, string>, outputs: number[]) {
    const last = Math.max(...outputs, 2);
    const stdio = Array.from({ length: last + 1 }, (_, fd) => (fd === 0 ? "ignore" : "pipe") as "ignore" | "pipe");
    this.#child = spawn(command, args, { env, stdio });
    this.#exit = once(this.#child, "exit");
    for (const fd of outputs) {
      createInterface({ input: this.#child.stdio[fd] as Readable }).on("line", (line) => {
        this.#lines.push(line);
        this.#waiting.forEach((look) => look());
      });
    }
  }

  /** The first line from which `find` takes something, printed already or to come. */
  async line<T>(find: (line: string) => T | undefined): Promise<T> {
    let look = () => {};
    const gone = this.#exit.then(() => {
      throw new Error(`it ended before it printed that:\n${this.printed}`);
    });
    const found = new Promise<T>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no such line in:\n${this.#lines.join("\n")}`)), PATIENCE_MS);
      look = () => {
        for (const line of this.#lines) {
          const taken = find(line);
          if (taken !== undefined) {
            clearTimeout(late);
            resolve(taken);
            return;
          }
        }
      };
      this.#waiting.add(look);
      look();
    });
    return Promise.race([found, gone]).finally(() => this.#waiting.delete(look));
  }

  /** Everything that was printed. */
  get printed(): string {
    return this.#lines.join("\n");
  }

  /** SIGKILL: no chance to put anything in order. Comes back when the process is gone. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#exit;
  }
}

/** Waits until something is true. */
export async function until(what: string, holds: () => Promise<boolean>, patienceMs = PATIENCE_MS): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > deadline) {
      throw new Error(`not within ${patienceMs} ms: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
