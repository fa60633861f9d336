/** What the command that starts a script tells it. */
export function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Error(`${name} is not set: start this with \`cargo xtask bench\``);
  }
  return value;
}
