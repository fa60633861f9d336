// Steering the stand-in Scalr: faults, the log of what reached it, sample data.
import { expect } from "@playwright/test";
import { simUrl } from "./environment.ts";

/** A request as it reached the stand-in. */
export interface LogEntry {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string[]>;
  body: string | null;
  bodyBase64: string;
  status: number | null;
  fault: string | null;
}

export interface Match {
  method?: string;
  pathContains?: string;
  region?: string;
}

export type Fault = { kind: string } & Record<string, string | number | boolean>;

async function call(method: string, path: string, body?: unknown): Promise<Response> {
  const init: RequestInit = { method };
  if (body !== undefined) {
    init.headers = { "content-type": "application/json" };
    init.body = JSON.stringify(body);
  }
  const answer = await fetch(`${simUrl}/_sim/${path}`, init);
  if (!answer.ok) {
    throw new Error(`${method} /_sim/${path}: ${answer.status} ${await answer.text()}`);
  }
  return answer;
}

/** The stand-in as it was when it started: sample data, no faults, an empty log; or with so many images. */
export async function reset(images?: number): Promise<void> {
  await call("POST", images === undefined ? "reset" : `reset/${images}`);
}

/** Puts a fault in force; without `times` it stays until it is cleared. */
export async function fault(match: Match, fault: Fault, times?: number): Promise<void> {
  await call("POST", "faults", times === undefined ? { match, fault } : { match, fault, times });
}

/** Refuses every new connection for this time, in milliseconds; begins at once. */
export async function refuse(ms: number): Promise<void> {
  await call("POST", "faults", { fault: { kind: "refuse_connections", ms } });
}

/** Waits until the stand-in takes connections again. */
export async function listens(): Promise<void> {
  await expect(async () => void (await log())).toPass({ timeout: 10_000, intervals: [100] });
}

export async function clearFaults(): Promise<void> {
  await call("DELETE", "faults");
}

/** What has arrived since the last reset, oldest first. */
export async function log(): Promise<LogEntry[]> {
  return (await (await call("GET", "log")).json()) as LogEntry[];
}

/** Empties the log. */
export async function clearLog(): Promise<void> {
  await call("DELETE", "log");
}

/** Every signature that has arrived since the stand-in was started, whatever was reset since. */
export async function signatures(): Promise<ReadonlySet<string>> {
  return new Set((await (await call("GET", "signatures")).json()) as string[]);
}

/** The writes that have arrived. */
export async function writes(): Promise<LogEntry[]> {
  return (await log()).filter((entry) => entry.method !== "GET");
}
