// Checking and signing a create in the usual way of JavaScript: Hono with @hono/zod-openapi checks its
// body by the same rules as the product, WebCrypto signs. It does not look for repeated members and gives
// no advice.
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { HTTPException } from "hono/http-exception";

export type Env = {
  Bindings: { SCALR_URL: string; SCALR_GLOBAL_KEY_ID: string; SCALR_GLOBAL_SECRET: string };
};

const osId = z
  .string()
  .max(25)
  .regex(/^[A-Za-z0-9-]+$/);

const newImage = z
  .strictObject({
    architecture: z.enum(["i386", "x86_64"]),
    cloudFeatures: z.looseObject({ type: z.string() }).optional(),
    cloudImageId: z.string().min(1).max(128),
    cloudInitInstalled: z.boolean().optional(),
    cloudLocation: z.string().max(255).nullable().optional(),
    cloudPlatform: z.enum([
      "ec2",
      "gce",
      "azure",
      "cloudstack",
      "idcf",
      "openstack",
      "ocs",
      "otc",
      "rackspacenguk",
      "rackspacengus",
      "hpcloud",
      "mirantis",
      "vio",
      "cisco",
      "vmware",
    ]),
    deprecated: z.boolean().optional(),
    name: z
      .string()
      .max(255)
      .regex(/^[A-Za-z0-9]+[A-Za-z0-9-]*[A-Za-z0-9]+$/),
    os: z.union([osId, z.looseObject({ id: osId })]),
    scalrAgentInstalled: z.boolean().optional(),
    scope: z.literal("scalr").optional(),
    size: z.number().int().min(1).optional(),
    type: z.string().max(20).optional(),
  })
  .openapi("NewImage");

const json = <T extends z.ZodType>(schema: T) => ({ "application/json": { schema } });
const envelope = z.looseObject({ errors: z.array(z.unknown()) });

/** A create in the global scope. */
export const create = createRoute({
  method: "post",
  path: "/api/v1beta0/global/images/",
  request: { body: { content: json(newImage), required: true } },
  responses: {
    201: { description: "The image.", content: json(z.looseObject({ data: z.unknown() })) },
    400: { description: "What is wrong with the request.", content: json(envelope) },
  },
});

const refusal = (errors: { code: string; message: string; pointer?: string }[]) => ({
  errors,
  meta: { source: "edge" },
  warnings: [],
});

/** An application that checks bodies and tells all that is wrong with one at once. */
export function application(): OpenAPIHono<Env> {
  const app = new OpenAPIHono<Env>({
    defaultHook: (result, context) => {
      if (result.success) return;
      const errors = result.error.issues.flatMap((issue) => {
        const members = issue.code === "unrecognized_keys" ? issue.keys : [undefined];
        return members.map((member) => {
          const path = member === undefined ? issue.path : [...issue.path, member];
          const pointer = path.map((part) => `/${String(part)}`).join("");
          return { code: "InvalidValue", message: issue.message, pointer };
        });
      });
      return context.json(refusal(errors), 400);
    },
  });

  app.onError((error, context) => {
    if (!(error instanceof HTTPException)) throw error;
    return context.json(refusal([{ code: "InvalidStructure", message: error.message }]), error.status);
  });
  return app;
}

const encoder = new TextEncoder();
/** Imported once for each isolate, not for each request. */
let imported: CryptoKey | undefined;

async function sign(secret: string, text: string): Promise<string> {
  imported ??= await crypto.subtle.importKey(
    "raw",
    encoder.encode(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const mac = await crypto.subtle.sign("HMAC", imported, encoder.encode(text));
  return `V1-HMAC-SHA256 ${btoa(String.fromCharCode(...new Uint8Array(mac)))}`;
}

/** Where a create goes, and what goes there: the very text that was checked, signed. */
export async function signed(env: Env["Bindings"], path: string, body: string): Promise<[string, RequestInit]> {
  const date = new Date().toISOString();
  const headers = {
    accept: "application/json",
    "content-type": "application/json",
    "x-scalr-key-id": env.SCALR_GLOBAL_KEY_ID,
    "x-scalr-date": date,
    "x-scalr-signature": await sign(env.SCALR_GLOBAL_SECRET, `POST\n${date}\n${path}\n\n${body}`),
  };
  return [`${env.SCALR_URL}${path}`, { method: "POST", headers, body }];
}
