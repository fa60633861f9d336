// What clients send.
import { PATIENCE_MS } from "./programs.ts";

/** A worker that listens. */
export interface Served {
  url: string;
}

/** An answer, read whole. */
export interface Answer {
  status: number;
  code: string | undefined;
  replayed: boolean;
  outcome: string | null;
  retryAfter: number | null;
  body: { data?: { id?: string }; errors?: { code: string }[]; meta?: Record<string, unknown> };
}

export interface Activity {
  operation: string;
  outcome: string;
  status: number | null;
  code: string | null;
  region: string | null;
  imageId: string | null;
  requestId: string;
}

export const SCOPE = "user/5";

async function read(answer: Response): Promise<Answer> {
  const text = await answer.text();
  // What the runtime answers by itself is no JSON.
  const json = answer.headers.get("content-type") === "application/json";
  const body = json ? (JSON.parse(text) as Answer["body"]) : {};
  const retryAfter = answer.headers.get("retry-after");
  return {
    status: answer.status,
    code: body.errors?.[0]?.code,
    replayed: answer.headers.get("idempotency-replayed") === "true",
    outcome: answer.headers.get("x-edge-outcome"),
    retryAfter: retryAfter === null ? null : Number(retryAfter),
    body,
  };
}

async function post(edge: Served, path: string, body: string, key?: string, signal?: AbortSignal): Promise<Answer> {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (key !== undefined) {
    headers["idempotency-key"] = key;
  }
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const signals = signal === undefined ? patience : AbortSignal.any([patience, signal]);
  return read(await fetch(`${edge.url}/api/v1beta0/${path}`, { method: "POST", headers, body, signal: signals }));
}

/** Asks for a copy of the image to a region. */
export function copy(edge: Served, imageId: string, key?: string, region = "eu-north-1", signal?: AbortSignal): Promise<Answer> {
  const body = JSON.stringify({ cloudLocation: region, cloudPlatform: "ec2" });
  return post(edge, `${SCOPE}/images/${imageId}/actions/copy/`, body, key, signal);
}

/** Registers an image. */
export function create(edge: Served, cloudImageId: string, key?: string, name = "golden-faults"): Promise<Answer> {
  const body = JSON.stringify({
    architecture: "x86_64",
    cloudImageId,
    cloudLocation: "us-east-1",
    cloudPlatform: "ec2",
    name,
    os: { id: "ubuntu-14-04" },
    size: 8,
  });
  return post(edge, `${SCOPE}/images/`, body, key);
}

/** A read. */
export async function list(edge: Served): Promise<Answer> {
  return read(await fetch(`${edge.url}/api/v1beta0/${SCOPE}/images/?maxResults=1`));
}

/** An image that can be copied. */
export async function goldenWeb(edge: Served): Promise<string> {
  const query = "name=golden-web&scope=environment&cloudPlatform=ec2&cloudLocation=us-east-1";
  const answer = await fetch(`${edge.url}/api/v1beta0/${SCOPE}/images/?${query}`);
  const { data } = (await answer.json()) as { data: { id: string }[] };
  return data[0]!.id;
}

/** The activity of the scope, newest first. */
export async function activity(edge: Served, filter = ""): Promise<Activity[]> {
  const answer = await fetch(`${edge.url}/edge/activity?scope=${SCOPE}${filter}`);
  if (!answer.ok) {
    throw new Error(`activity: ${answer.status} ${await answer.text()}`);
  }
  return ((await answer.json()) as { data: Activity[] }).data;
}

/** The outcomes of the scope's activity, oldest first. */
export async function outcomes(edge: Served): Promise<string[]> {
  return (await activity(edge)).map((entry) => entry.outcome).reverse();
}
