// The released worker cannot be stopped at will.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { crashBuild, releaseBuild } from "./support/environment.ts";

const MARKS = ["EDGE_CRASH_POINT", "EDGE_CRASH_BY", "crash point", "before-reserve", "after-store"];

async function marksIn(build: string): Promise<string[]> {
  const files = await Promise.all(["index.js", "index_bg.wasm"].map((name) => readFile(join(build, name))));
  return MARKS.filter((mark) => files.some((file) => file.includes(mark)));
}

test("nothing of the places where a test stops the worker is in the release", async () => {
  assert.deepEqual(await marksIn(releaseBuild), []);
  // The search finds them where they are.
  assert.deepEqual(await marksIn(crashBuild), MARKS);
});
