// Tokens of a Cloudflare Access team, and the team's side of the story.
import { createSign, generateKeyPairSync, type JsonWebKey, type KeyObject } from "node:crypto";
import { accessAudience, teamUrl } from "./environment.ts";

/** A key of the team. */
export interface Key {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

export function makeKey(kid: string): Key {
  return { kid, ...generateKeyPairSync("rsa", { modulusLength: 2048 }) };
}

/** The key as the team publishes it. */
export function published(key: Key): JsonWebKey {
  return { ...key.publicKey.export({ format: "jwk" }), kid: key.kid, alg: "RS256", use: "sig" };
}

/** What the team answers from now on. */
export async function setTeam(keys: Key[], down = false): Promise<void> {
  const body = JSON.stringify({ keys: keys.map(published), down });
  const answer = await fetch(`${teamUrl}/_team`, { method: "PUT", body });
  if (!answer.ok) {
    throw new Error(`the team: ${answer.status}`);
  }
}

/** How often the team's keys were asked for since they were set. */
export async function timesAsked(): Promise<number> {
  return ((await (await fetch(`${teamUrl}/_team`)).json()) as { asked: number }).asked;
}

export type Claims = Record<string, unknown>;

const seconds = () => Math.floor(Date.now() / 1000);

/** The claims of a person; a change to `undefined` takes a claim away. */
export function person(email: string, changes: Claims = {}): Claims {
  return {
    iss: teamUrl,
    aud: [accessAudience],
    type: "app",
    sub: `sub-of-${email}`,
    email,
    iat: seconds(),
    nbf: seconds(),
    exp: seconds() + 300,
    country: "PT",
    identity_nonce: "6ei69kawdKzMIAPF",
    ...changes,
  };
}

/** The claims of a service token. */
export function service(name: string, changes: Claims = {}): Claims {
  return {
    iss: teamUrl,
    aud: accessAudience,
    type: "app",
    sub: "",
    common_name: name,
    iat: seconds(),
    exp: seconds() + 300,
    ...changes,
  };
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token with these claims, signed by `key`; `header` changes its header. */
export function token(key: Key, claims: Claims, header: Claims = {}): string {
  const signed = `${part({ alg: "RS256", kid: key.kid, typ: "JWT", ...header })}.${part(claims)}`;
  const signature = createSign("RSA-SHA256").update(signed).sign(key.privateKey);
  return `${signed}.${signature.toString("base64url")}`;
}

export function bearing(jwt: string): Record<string, string> {
  return { "cf-access-jwt-assertion": jwt };
}
