// Scalr's request signature, as a client of the API makes it.
import { createHmac } from "node:crypto";
import { keys } from "./environment.ts";

/** A request to sign; `query` in its canonical form. */
export interface Signable {
  method: string;
  path: string;
  query?: string;
  body?: Buffer | string;
}

export function signature(secret: string, date: string, request: Signable): string {
  const { method, path, query = "", body = "" } = request;
  const signed = Buffer.concat([Buffer.from(`${method}\n${date}\n${path}\n${query}\n`), Buffer.from(body)]);
  return `V1-HMAC-SHA256 ${createHmac("sha256", secret).update(signed).digest("base64")}`;
}

/** The three headers of a signature, made with the key pair of the path's scope. */
export function signed(request: Signable, at = new Date()): Record<string, string> {
  const global = request.path.startsWith("/api/v1beta0/global/");
  const date = at.toISOString();
  return {
    "x-scalr-key-id": global ? keys.globalId : keys.id,
    "x-scalr-date": date,
    "x-scalr-signature": signature(global ? keys.globalSecret : keys.secret, date, request),
  };
}
