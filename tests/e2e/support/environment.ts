// What `cargo xtask test e2e` says about the system under test.

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Error(`${name} is not set: start these tests with \`cargo xtask test e2e\``);
  }
  return value;
}

/** Origin of the worker in front of the stand-in Scalr. */
export const edgeUrl = required("EDGE_URL");

/** Origin of a worker that was started without any settings. */
export const bareEdgeUrl = required("EDGE_BARE_URL");

/** Origin of a worker behind Cloudflare Access, and what it holds tokens against. */
export const accessEdgeUrl = required("EDGE_ACCESS_URL");
export const accessAudience = required("ACCESS_AUDIENCE");
export const accessWriter = required("ACCESS_WRITER");
export const accessServiceWriter = required("ACCESS_SERVICE_WRITER");
export const accessReader = required("ACCESS_READER");

/** Origin of the team of Cloudflare Access that it asks for keys. */
export const teamUrl = required("TEAM_URL");

/**
 * Origin of a worker that has no Scalr key and whose Access team cannot be reached: only callers who
 * sign for themselves get through.
 */
export const keylessEdgeUrl = required("EDGE_KEYLESS_URL");

/** Path of Scalr's own client. */
export const scalrCtl = required("SCALR_CTL");

/** Origin of the stand-in Scalr. */
export const simUrl = required("SIM_URL");

/** After this time the worker gives up waiting for Scalr, in milliseconds. */
export const upstreamTimeoutMs = Number(required("UPSTREAM_TIMEOUT_MS"));

/** Path of the browser. */
export const chromium = required("CHROMIUM");

/** Key pairs that the worker and the stand-in share: for signing, and for finding leaks. */
export const keys = {
  id: required("SCALR_SIM_KEY_ID"),
  secret: required("SCALR_SIM_SECRET"),
  globalId: required("SCALR_SIM_GLOBAL_KEY_ID"),
  globalSecret: required("SCALR_SIM_GLOBAL_SECRET"),
};

/** Folders with what the workers said in this run: answers, and what they wrote to their console. */
export const recordings = { answers: required("EDGE_ANSWERS"), logs: required("EDGE_LOGS") };

export const isRoot = process.getuid?.() === 0;
