// What the product's contract asks of any worker, before anything is checked or signed, for the workers
// that it is compared with: both bodies are read whole, each within a time and a size, the answer goes out
// with the security headers, and one line is logged.

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

function isBounded(message: Request | Response, limit: number): void {
  if (!(Number(message.headers.get("content-length") ?? Infinity) <= limit)) {
    throw new Error("too large, or of a size that nobody knows");
  }
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("late")), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Reads the body of a request with `read`, within the time and the size that it may take. */
export function bounded<T>(request: Request, read: () => Promise<T>): Promise<T> {
  isBounded(request, BODY_BYTES);
  return within(BODY_MS, read());
}

/** Sends a request on, within the time that it may take. */
export function send(url: string, init: RequestInit): Promise<Response> {
  return fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(SCALR_MS) });
}

/** Relays an answer of the upstream that `is` one of Scalr's, and logs a line about it. */
export async function relay(
  answer: Response,
  path: string,
  is: (body: ArrayBuffer) => boolean = () => true,
): Promise<Response> {
  isBounded(answer, ANSWER_BYTES);
  const bytes = await answer.arrayBuffer();
  if (!is(bytes)) {
    throw new Error("not an answer of Scalr's");
  }
  const id = crypto.randomUUID();
  console.log(JSON.stringify({ requestId: id, path, status: answer.status }));
  const headers = {
    ...SECURITY,
    "content-type": answer.headers.get("content-type") ?? "application/json",
    "x-request-id": id,
  };
  return new Response(bytes, { status: answer.status, headers });
}
