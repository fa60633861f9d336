// What a page has to show in the end: the images as the worker tells them.
import { create, SCOPE } from "../../faults/support/requests.ts";
import { required } from "../support/environment.ts";
import { type Entry, entry, hasAll, type Image, words } from "./react/image.ts";

export const edge = { url: required("EDGE_URL") };

/** Every image, newest first. */
export async function everything(): Promise<Entry[]> {
  const answer = await fetch(`${edge.url}/edge/inventory?scope=${SCOPE}`);
  const lines = (await answer.text()).split("\n").filter(Boolean);
  const parsed = lines.map((line) => JSON.parse(line) as { type: string; images: Image[]; whole?: boolean });
  if (!parsed.some(({ whole }) => whole)) {
    throw new Error(`not every image is there: ${lines.at(-1)}`);
  }
  const entries = parsed.flatMap((line) => (line.type === "page" ? line.images.map(entry) : []));
  const added = ({ image }: Entry) => image.added ?? "";
  return entries.sort((one, other) => (added(one) < added(other) ? 1 : -1));
}

/** Whoever asks next gets a walk of their own through Scalr's list: a write, though Scalr refuses it, ends the
 * sharing of the last one. */
export async function outdate(entries: Entry[]): Promise<void> {
  const there = entries.find(({ image }) => image.cloudLocation === "us-east-1");
  const { status } = await create(edge, there?.image.cloudImageId ?? "", crypto.randomUUID());
  if (status !== 409) {
    throw new Error(`an image was registered twice: ${status}`);
  }
}

/** The images that a search finds. */
export function found(entries: Entry[], search: string): Entry[] {
  const wanted = words(search);
  return entries.filter((entry) => hasAll(entry, wanted));
}
