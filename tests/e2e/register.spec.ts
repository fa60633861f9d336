// Registering an image in each scope, with every refusal a person can meet.
import * as sim from "./support/sim.ts";
import { goldenWeb } from "./support/samples.ts";
import { expect, test } from "./support/test.ts";

const NEW = { name: "golden-new", id: "ami-0abcdef1234567890" };

for (const { scope, whereto } of [
  { scope: "global", whereto: "globally" },
  { scope: "account/1", whereto: "in Acme" },
  { scope: "user/5", whereto: "in Production" },
]) {
  test(`an image is registered in ${scope} and appears in the list`, async ({ register, images, page }) => {
    await register.open(scope);
    await register.fill(NEW);
    await register.submit.click();
    await expect(page.getByRole("heading", { name: `golden-new is registered ${whereto}` })).toBeFocused();
    const sent = await sim.writes();
    expect(sent.map(({ method, path, status }) => [method, path, status])).toEqual([
      ["POST", `/api/v1beta0/${scope}/images/`, 201],
    ]);
    await images.open(scope, `?cloudImageId=${NEW.id}`);
    await expect(images.row(NEW.id)).toContainText("golden-new");
  });
}

test("a name that Scalr refuses is told at its field, and the mended one can be taken over", async ({
  register,
  page,
}) => {
  await register.open("user/5");
  await register.fill({ ...NEW, name: "golden_web.1" });
  await register.submit.click();
  await expect(page.getByRole("alert")).toContainText("One thing to mend before this can be sent");
  await expect(register.name).toHaveAttribute("aria-invalid", "true");
  expect(await sim.writes(), "what the rules refuse is not sent").toEqual([]);

  await page.getByRole("button", { name: "Use golden-web1" }).click();
  await expect(register.name).toHaveValue("golden-web1");
  await register.submit.click();
  await expect(page.getByRole("heading", { name: "golden-web1 is registered in Production" })).toBeVisible();
});

test("an image that is there already is refused with 409 at its field, and can be shown", async ({
  register,
  images,
  page,
}) => {
  const image = await goldenWeb();
  await register.open("user/5");
  await register.fill({ name: "golden-web", id: image.cloudImageId });
  await register.submit.click();
  const alert = page.getByRole("alert").filter({ hasText: "Scalr refused to register golden-web" });
  await expect(alert).toContainText("UnicityViolation");
  await expect(alert).toContainText("HTTP 409");
  await expect(register.cloudImageId).toHaveAttribute("aria-invalid", "true");
  await alert.getByRole("link", { name: "Show that image" }).click();
  await expect(images.row(image.cloudImageId)).toHaveCount(1);
});

test("a wrong scope is told with Scalr's 403, its words and the request id", async ({ register, page }) => {
  await sim.fault(
    { method: "POST", pathContains: "/images/" },
    { kind: "status", status: 403, code: "ScopeViolation", message: "This scope may not do that." },
  );
  await register.open("user/5");
  await register.fill(NEW);
  await register.submit.click();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("This scope may not do that.");
  await expect(alert).toContainText("ScopeViolation");
  await expect(alert).toContainText("HTTP 403");
  await expect(alert).toContainText(/Request [0-9a-f-]{36}/);
  await expect(register.name, "what was typed stays").toHaveValue(NEW.name);
});

test("a draft survives a reload and is gone once it is registered", async ({ register, page }) => {
  await register.open("user/5");
  await register.fill(NEW);
  await page.reload();
  await expect(register.name).toHaveValue(NEW.name);
  await expect(register.cloudImageId).toHaveValue(NEW.id);
  await register.submit.click();
  await expect(page.getByRole("heading", { name: /is registered/ })).toBeVisible();
  await page.reload();
  await expect(register.name).toHaveValue("");
});

test("Register in the rail opens a new form while a result is shown", async ({ register, page }) => {
  await register.open("user/5");
  await register.fill(NEW);
  await register.submit.click();
  await expect(page.getByRole("heading", { name: /is registered/ })).toBeVisible();
  await expect(register.submit).toHaveCount(0);
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Register" }).click();
  await expect(register.submit).toBeVisible();
});

test("a double click registers once", async ({ register, page }) => {
  await sim.fault({ method: "POST", pathContains: "/images/" }, { kind: "latency", ms: 400 });
  await register.open("user/5");
  await register.fill(NEW);
  await register.submit.dblclick();
  await expect(page.getByRole("heading", { name: /is registered/ })).toBeVisible();
  expect(await sim.writes()).toHaveLength(1);
});
