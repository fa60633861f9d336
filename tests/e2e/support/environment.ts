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

export const isRoot = process.getuid?.() === 0;
