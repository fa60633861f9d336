// @ts-check
// Makes a key of an Access team and a token that it has signed.
//
//   node access-token.mjs ISSUER AUDIENCE
//
// Prints {"keys": the team's JSON Web Key Set, "token": the token of a person, good for a day}.
import { generateKeyPairSync, sign } from "node:crypto";

const [issuer, audience] = process.argv.slice(2);
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

const now = Math.floor(Date.now() / 1000);
const header = { alg: "RS256", kid: "bench", typ: "JWT" };
const claims = {
  aud: [audience],
  email: "bench@example.com",
  exp: now + 86_400,
  iat: now,
  iss: issuer,
  nbf: now,
  sub: "7335d417-61da-459d-899c-0a01c76a2f94",
  type: "app",
};
const part = (/** @type {object} */ value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const signed = `${part(header)}.${part(claims)}`;
const signature = sign("sha256", Buffer.from(signed), privateKey).toString("base64url");

const jwk = { ...publicKey.export({ format: "jwk" }), alg: "RS256", kid: "bench", use: "sig" };
console.log(JSON.stringify({ keys: { keys: [jwk] }, token: `${signed}.${signature}` }));
