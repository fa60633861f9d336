// The paths of somebody who keeps ten thousand images. How long they take is measured by
// `cargo xtask bench dashboard`.
import { edgeUrl } from "./support/environment.ts";
import type { Image } from "./support/samples.ts";
import * as sim from "./support/sim.ts";
import { expect, test } from "./support/test.ts";

const SCOPE = "user/5";
const COUNT = 10_000;
/** Rows to a page. */
const PAGE = 25;

type Listed = Image & { added: string; architecture: string; os?: { id: string } | null };

/** What the edge tells of the scope, from a walk of its own through Scalr's list. */
async function everything(): Promise<Listed[]> {
  const answer = await fetch(`${edgeUrl}/edge/inventory?scope=${SCOPE}&fresh=yes`);
  const lines = (await answer.text()).split("\n").filter((line) => line !== "");
  const parsed = lines.map((line) => JSON.parse(line) as { type: string; images: Listed[]; whole?: boolean });
  expect(parsed.at(-1), "a whole inventory").toMatchObject({ type: "end", whole: true });
  return parsed.flatMap(({ type, images }) => (type === "page" ? images : []));
}

const spelt = (count: number) => count.toLocaleString("en");

let all: Listed[] = [];

test.beforeEach(async () => {
  await sim.reset(COUNT);
  all = await everything();
  expect(all.length).toBeGreaterThan(COUNT / 2);
});

// Whoever looks next is not shown what this walk has found.
test.afterEach(async () => {
  await sim.reset();
  await everything();
});

test("all images are there, ordered, searched and filtered, and the address keeps it", async ({ page, images }) => {
  const pager = page.locator(".pager > .muted");
  await images.open(SCOPE);
  await expect(pager).toHaveText(`1 to ${PAGE} of ${spelt(all.length)} images`);
  await expect(images.rows).toHaveCount(PAGE);
  const newest = all.map(({ added }) => added).sort().at(-1);
  await expect(images.rows.first().locator("time")).toHaveAttribute("datetime", String(newest));

  // Each image is found by its id, the oldest, which comes last, included.
  const oldest = all.reduce((one, other) => (other.added < one.added ? other : one));
  await images.search(oldest.cloudImageId);
  await expect(images.rows).toHaveCount(1);
  await expect(images.rows).toContainText(oldest.name);
  await images.search("");

  const inIreland = all.filter((it) => it.cloudPlatform === "ec2" && it.cloudLocation === "eu-west-1");
  await images.filterBy("Location", "eu-west-1");
  await expect(pager).toContainText(` of ${spelt(inIreland.length)} images`);
  await page.getByRole("columnheader", { name: "Name" }).getByRole("link").click();
  const order = (one: string, other: string) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1);
  const names = inIreland.map(({ name }) => name).sort(order);
  await expect(images.rows.locator(".row-link")).toHaveText(names.slice(0, PAGE));

  await page.getByRole("link", { name: "Next page" }).click();
  await expect(images.rows.locator(".row-link")).toHaveText(names.slice(PAGE, 2 * PAGE));
  await page.reload();
  await expect(pager).toHaveText(`${PAGE + 1} to ${2 * PAGE} of ${spelt(inIreland.length)} images`);
  await expect(images.rows.locator(".row-link")).toHaveText(names.slice(PAGE, 2 * PAGE));
});

test("the palette finds one among them", async ({ page, images }) => {
  await images.open(SCOPE);
  await expect(page.locator(".pager > .muted")).toContainText(spelt(all.length));
  const wanted = all[Math.floor(all.length / 3)];
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Search or jump to" });
  await palette.getByRole("combobox").fill(String(wanted?.cloudImageId));
  await expect(palette.getByRole("option", { selected: true })).toContainText(String(wanted?.name));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/${SCOPE}/images/${wanted?.id}$`));
  await expect(images.detail).toContainText(String(wanted?.cloudImageId));
});

test("coverage counts them all, and a gap of one is planned", async ({ page, coverage }) => {
  const onEc2 = all.filter(({ cloudPlatform }) => cloudPlatform === "ec2");
  const names = new Set(onEc2.map((it) => [it.name, it.os?.id, it.architecture].join("\n")));
  const regions = new Set(onEc2.map(({ cloudLocation }) => cloudLocation));
  await coverage.open(SCOPE);
  const summary = page.locator(".coverage-summary > strong");
  await expect(summary).toContainText(`${spelt(names.size)} images, ${regions.size} regions`);

  await coverage.search.fill("golden-worker");
  const gap = coverage.cell("golden-worker", "eu-west-1");
  await expect(gap).toHaveAccessibleName("eu-west-1: missing");
  await gap.click();
  await expect(coverage.bar).toContainText("1 gap in 1 image");
  await coverage.review.click();
  await expect(coverage.plans).toHaveCount(1);
  await expect(coverage.plans).toContainText("eu-west-1");
});
