// What the product's contract asks of any worker, before anything is checked or signed: both bodies
// are read whole, each within a time and a size, the answer goes out with the security headers, and one
// line is logged. A worker that does all this in JavaScript, and nothing else, is what ours is measured
// against to see what checking and signing in Rust cost.
interface Env {
  SCALR_URL: string;
}

const BODY_MS = 10_000;
const SCALR_MS = 20_000;
const BODY_BYTES = 65_536;
const ANSWER_BYTES = 1_048_576;

/** As many and as long as those of the product. */
const SECURITY = {
  "content-security-policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; " +
    "frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), clipboard-write=(self), " +
    "display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), " +
    "idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), " +
    "publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()",
};

async function whole(message: Request | Response, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  if (!(Number(message.headers.get("content-length") ?? Infinity) <= limit)) {
    throw new Error("too large, or of a size that nobody knows");
  }
  return new Uint8Array(await message.arrayBuffer());
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("late")), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const body = await within(BODY_MS, whole(request, BODY_BYTES));
    const answer = await fetch(`${env.SCALR_URL}${pathname}${search}`, {
      method: request.method,
      headers: {
        accept: "application/json",
        "content-type": request.headers.get("content-type") ?? "",
      },
      body,
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(SCALR_MS),
    });
    const bytes = await whole(answer, ANSWER_BYTES);
    const id = crypto.randomUUID();
    console.log(JSON.stringify({ requestId: id, path: pathname, status: answer.status }));
    const headers = {
      ...SECURITY,
      "content-type": answer.headers.get("content-type") ?? "application/json",
      "x-request-id": id,
    };
    return new Response(bytes, { status: answer.status, headers });
  },
};
