// The same work in the usual way of JavaScript, within the product's contract (contract.ts).
import { bounded, relay, send } from "./contract.ts";
import { application, create, signed } from "./create.ts";

const app = application();

app.use(async (context, next) => {
  // Hono keeps the text for whoever reads the body afterwards.
  await bounded(context.req.raw, () => context.req.text());
  await next();
});

app.openapi(create, async (context) => {
  const { path } = context.req;
  const [url, init] = await signed(context.env, path, await context.req.text());
  const answer = await relay(await send(url, init), path, isEnvelope);
  // The types want one of the described answers; this is Scalr's, whatever it is.
  return answer as never;
});

function isEnvelope(body: ArrayBuffer): boolean {
  const { errors } = JSON.parse(new TextDecoder().decode(body)) as { errors?: unknown };
  return Array.isArray(errors);
}

export default app;
