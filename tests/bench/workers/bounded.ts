// A worker that keeps the product's contract (contract.ts) and does nothing else: it neither checks nor
// signs. Against it one sees what checking and signing in Rust cost.
import { bounded, relay, send } from "./contract.ts";

interface Env {
  SCALR_URL: string;
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const body = await bounded(request, () => request.arrayBuffer());
    const headers = {
      accept: "application/json",
      "content-type": request.headers.get("content-type") ?? "",
    };
    const answer = await send(`${env.SCALR_URL}${pathname}${search}`, { method: request.method, headers, body });
    return relay(answer, pathname);
  },
};
