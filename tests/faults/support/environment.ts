// What `cargo xtask test faults` says about the programs under test.

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Error(`${name} is not set: start these tests with \`cargo xtask test faults\``);
  }
  return value;
}

/** The runtime itself, without wrangler around it: it can be killed and started again. */
export const workerdProgram = required("WORKERD");

/** The stand-in Scalr. */
export const standInProgram = required("SCALR_SIM");

/** Folder of the worker as it is released. */
export const releaseBuild = required("EDGE_BUILD");

/** Folder of the worker with places where it can be stopped (the feature `crash-points`). */
export const crashBuild = required("EDGE_CRASH_BUILD");
