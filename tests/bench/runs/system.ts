// The worker and the stand-in Scalr that `cargo xtask bench runs` has started, and orders for runs.
import { create } from "../../faults/support/requests.ts";
import { REGIONS, startRun } from "../../faults/support/runs.ts";
import { required } from "../support/environment.ts";

/** The worker. */
export const edge = { url: required("EDGE_URL") };
const simUrl = required("SIM_URL");

/** Every run goes to all of these. */
export const regions = REGIONS;

/** A request as it reached the stand-in, and when. */
interface Call {
  method: string;
  path: string;
  body: string | null;
  at: string;
  answeredAt: string | null;
}

/** A copy as Scalr saw it; times in milliseconds since 1970. */
export interface Copy {
  image: string;
  region: string;
  at: number;
  answeredAt: number;
}

/** What has reached Scalr since the stand-in began anew. */
export interface Traffic {
  copies: Copy[];
  /** Everything else. */
  reads: number;
}

/** Makes the stand-in begin anew: sample images, no log. */
export async function reset(): Promise<void> {
  await fetch(`${simUrl}/_sim/reset`, { method: "POST" });
}

/** How many copies were made since then. */
async function copied(): Promise<number> {
  const counts = (await (await fetch(`${simUrl}/_sim/copies`)).json()) as { count: number }[];
  return counts.reduce((sum, { count }) => sum + count, 0);
}

/** Registers so many images, each with a name of its own, and empties the log. */
export async function registered(count: number, prefix: string): Promise<string[]> {
  const names = Array.from({ length: count }, (_, at) => `${prefix}-${at}`);
  const made = await Promise.all(names.map((name) => create(edge, `ami-${name}`, undefined, name)));
  const ids = made.map(({ status, body }) => {
    const id = body.data?.id;
    if (status !== 201 || id === undefined) {
      throw new Error(`an image could not be registered: ${status} ${JSON.stringify(body)}`);
    }
    return id;
  });
  await fetch(`${simUrl}/_sim/log`, { method: "DELETE" });
  return ids;
}

/** Orders a run of each image at the same time; gives their ids and when the first one was there. */
export async function ordered(images: string[]): Promise<{ ids: string[]; from: number }> {
  let from = Infinity;
  const order = async (image: string) => {
    const { status, run, errors } = await startRun(edge, image, regions);
    from = Math.min(from, Date.now());
    if (status !== 202) {
      throw new Error(`a run was not made: ${status} ${JSON.stringify(errors)}`);
    }
    return run.id;
  };
  return { ids: await Promise.all(images.map(order)), from };
}

/** Waits until so many copies were made and every run is over. Asks the stand-in first, because to ask
 * the worker takes from its time. */
export async function finished(ids: string[]): Promise<void> {
  const all = ids.length * regions.length;
  const patience = Date.now() + 600_000;
  const wait = async (ms: number, holds: () => Promise<boolean>) => {
    while (!(await holds())) {
      if (Date.now() > patience) {
        throw new Error("the runs do not come to their end");
      }
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
  };
  await wait(100, async () => (await copied()) >= all);
  for (const id of ids) {
    await wait(200, async () => {
      const run = (await (await fetch(`${edge.url}/edge/copy-runs/${id}`)).json()) as {
        state: string;
        counts: Record<string, number>;
      };
      if (run.state === "finished" && run.counts["listed"] !== regions.length) {
        throw new Error(`run ${id}: ${JSON.stringify(run.counts)}`);
      }
      return run.state === "finished";
    });
  }
}

/** Reads the stand-in's log. */
export async function traffic(): Promise<Traffic> {
  const calls = (await (await fetch(`${simUrl}/_sim/log`)).json()) as Call[];
  const isCopy = ({ method }: Call) => method === "POST";
  const copies = calls.filter(isCopy).map(({ path, body, at, answeredAt }) => ({
    image: path.split("/").at(-4)!,
    region: (JSON.parse(body ?? "{}") as { cloudLocation: string }).cloudLocation,
    at: Date.parse(at),
    answeredAt: answeredAt === null ? Infinity : Date.parse(answeredAt),
  }));
  return { copies, reads: calls.length - copies.length };
}

/** How many copies were under way at the same time, at most. */
export function mostAtOnce(copies: Copy[]): number {
  const changes = copies.flatMap(({ at, answeredAt }) => [[at, 1], [answeredAt, -1]] as const);
  // Times are whole milliseconds: of those that are equal the ends come first.
  changes.sort(([at, by], [otherAt, otherBy]) => at - otherAt || by - otherBy);
  let now = 0;
  return changes.reduce((most, [, by]) => Math.max(most, (now += by)), 0);
}
