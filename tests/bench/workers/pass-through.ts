// The least that a worker in front of Scalr can do: it passes each request on as it came, and the
// answer back. It neither checks nor signs.
interface Env {
  SCALR_URL: string;
}

export default {
  fetch(request: Request, env: Env): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    return fetch(`${env.SCALR_URL}${pathname}${search}`, request);
  },
};
