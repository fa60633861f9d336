// A worker and a stand-in Scalr for each test.
import { after, afterEach } from "node:test";
import { Edge } from "./edge.ts";
import { goldenWeb } from "./requests.ts";
import { StandIn } from "./standin.ts";

/** A system whose worker starts on an empty folder. */
export interface System {
  standIn: StandIn;
  edge: Edge;
  /** An image that can be copied. */
  image: string;
}

/**
 * One stand-in with so many images for the file; `start` gives each test a worker of its own, with the
 * settings of all of them and its own. The first test starts the stand-in, and no hook before it: where a
 * filter leaves no test of a file, the runner may leave out what would stop it, and a program that runs
 * keeps the file from ending.
 */
export function system(
  images = 40,
  common: Record<string, string> = {},
): (build: string, settings?: Record<string, string>) => Promise<System> {
  let standIn: StandIn | undefined;
  let edges: Edge[] = [];
  afterEach(async () => {
    await Promise.all(edges.map((edge) => edge.stop()));
    edges = [];
  });
  after(() => standIn?.stop());
  return async (build, settings = {}) => {
    standIn ??= await StandIn.start(images);
    await standIn.reset();
    const edge = await Edge.start(build, { ...standIn.settings, ...common, ...settings });
    edges.push(edge);
    const image = await goldenWeb(edge);
    await standIn.reset();
    return { standIn, edge, image };
  };
}
