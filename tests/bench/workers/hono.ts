// The same work in the usual way of JavaScript: validate, sign, forward.
//
// It does less than the product: no limits for size and time of the body, no check of what came back
// (which is streamed through), no security headers and no log line. One that does is hono-contract.ts.
import { application, create, signed } from "./create.ts";

const app = application();

app.openapi(create, async (context) => {
  // The text that was checked: Hono keeps it beside the parsed value.
  const [url, init] = await signed(context.env, context.req.path, await context.req.text());
  const answer = await fetch(url, { ...init, redirect: "manual" });
  const headers = { "content-type": answer.headers.get("content-type") ?? "application/json" };
  // The types want one of the described answers; this is Scalr's, whatever it is.
  return new Response(answer.body, { status: answer.status, headers }) as never;
});

export default app;
