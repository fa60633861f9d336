// A worker and a stand-in Scalr for each test.
import { after, afterEach, before } from "node:test";
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
 * settings of all of them and its own.
 */
export function system(
  images = 40,
  common: Record<string, string> = {},
): (build: string, settings?: Record<string, string>) => Promise<System> {
  let standIn: StandIn;
  let edges: Edge[] = [];
  before(async () => {
    standIn = await StandIn.start(images);
  });
  afterEach(async () => {
    await Promise.all(edges.map((edge) => edge.stop()));
    edges = [];
  });
  after(() => standIn.stop());
  return async (build, settings = {}) => {
    await standIn.reset();
    const edge = await Edge.start(build, { ...standIn.settings, ...common, ...settings });
    edges.push(edge);
    const image = await goldenWeb(edge);
    await standIn.reset();
    return { standIn, edge, image };
  };
}
