// Copy runs, as a client sees them.
import { PATIENCE_MS, until } from "./programs.ts";
import { SCOPE, type Served } from "./requests.ts";
import type { StandIn } from "./standin.ts";

/** Destinations of the stand-in, without the one that golden-web is copied from and without those where it is. */
export const REGIONS = [
  "us-west-1", "ca-central-1", "ca-west-1", "mx-central-1", "sa-east-1", "eu-central-2", "eu-north-1", "eu-south-1",
  "eu-south-2", "eu-west-2", "eu-west-3", "af-south-1", "il-central-1", "me-central-1", "me-south-1", "ap-east-1",
  "ap-east-2", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2", "ap-southeast-3", "ap-southeast-4",
  "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "us-east-2", "us-west-2", "eu-central-1", "ap-northeast-1",
];

export interface Region {
  region: string;
  state: string;
  attempts: number;
  newImage: { id: string; cloudImageId: string } | null;
  code: string | null;
  reason: string | null;
}

export interface Run {
  id: string;
  state: string;
  version: number;
  counts: Record<string, number>;
  regions: Region[];
}

export interface RunAnswer {
  status: number;
  replayed: boolean;
  location: string | null;
  run: Run;
  errors: { code: string; message: string }[];
}

async function read(answer: Response): Promise<RunAnswer> {
  const body = (await answer.json()) as Run & { errors?: RunAnswer["errors"] };
  return {
    status: answer.status,
    replayed: answer.headers.get("idempotency-replayed") === "true",
    location: answer.headers.get("location"),
    run: body,
    errors: body.errors ?? [],
  };
}

export interface Plan {
  regions: { region: string; action: string; reason: string | null }[];
  counts: Record<string, number>;
}

/** Asks what a run would do. */
export async function planRun(edge: Served, imageId: string, regions: string[]): Promise<{ status: number; body: Plan }> {
  const body = JSON.stringify({ scope: SCOPE, imageId, regions });
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${edge.url}/edge/copy-runs/plan`, { method: "POST", headers, body });
  return { status: answer.status, body: (await answer.json()) as Plan };
}

/** Asks for a run; `more` are further members of the order. */
export async function startRun(
  edge: Served,
  imageId: string,
  regions: string[],
  more: Record<string, unknown> = {},
  key?: string,
): Promise<RunAnswer> {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (key !== undefined) {
    headers["idempotency-key"] = key;
  }
  const body = JSON.stringify({ scope: SCOPE, imageId, regions, ...more });
  return read(await fetch(`${edge.url}/edge/copy-runs`, { method: "POST", headers, body }));
}

export async function getRun(edge: Served, id: string): Promise<Run> {
  const answer = await read(await fetch(`${edge.url}/edge/copy-runs/${id}`));
  if (answer.status !== 200) {
    throw new Error(`run ${id}: ${answer.status} ${JSON.stringify(answer.errors)}`);
  }
  return answer.run;
}

/** Takes a step with some regions, or with all that it applies to. */
export async function step(edge: Served, id: string, name: string, regions?: string[]): Promise<RunAnswer> {
  const init: RequestInit = { method: "POST" };
  if (regions !== undefined) {
    init.headers = { "content-type": "application/json" };
    init.body = JSON.stringify({ regions });
  }
  return read(await fetch(`${edge.url}/edge/copy-runs/${id}/${name}`, init));
}

/** Waits until the edge does nothing more about a run by itself. */
export async function over(edge: Served, id: string): Promise<Run> {
  let run = await getRun(edge, id);
  await until(`run ${id} is over`, async () => {
    run = await getRun(edge, id);
    return run.state === "finished" || run.state === "cancelled";
  });
  return run;
}

/** How many copies the stand-in made, by region. */
export async function copiesByRegion(standIn: StandIn): Promise<Map<string, number>> {
  const counts = (await (await fetch(`${standIn.url}/_sim/copies`)).json()) as { region: string; count: number }[];
  return new Map(counts.map(({ region, count }) => [region, count]));
}

/** An event of a run's stream. */
export interface RunEvent {
  id: number;
  event: string;
  data: Record<string, unknown>;
}

/** Reads events until `enough` says so, then leaves. */
export async function events(
  edge: Served,
  id: string,
  after: number,
  enough: (events: RunEvent[]) => boolean,
): Promise<RunEvent[]> {
  const headers: Record<string, string> = after === 0 ? {} : { "last-event-id": String(after) };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(`${edge.url}/edge/copy-runs/${id}/events`, { headers, signal });
  if (answer.headers.get("content-type") !== "text/event-stream") {
    throw new Error(`events: ${answer.status} ${await answer.text()}`);
  }
  const found: RunEvent[] = [];
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of answer.body!) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    const parts = text.split("\n\n");
    text = parts.pop()!;
    for (const part of parts) {
      const [idLine, event, data] = part.split("\n") as [string, string, string];
      found.push({
        id: Number(idLine.slice("id: ".length)),
        event: event.slice("event: ".length),
        data: JSON.parse(data.slice("data: ".length)) as Record<string, unknown>,
      });
    }
    if (enough(found)) {
      return found;
    }
  }
  throw new Error("the stream ended");
}
