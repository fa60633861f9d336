// Sample images of the stand-in that tests speak of, found by what they are.
import { edgeUrl } from "./environment.ts";

export interface Image {
  id: string;
  name: string;
  cloudImageId: string;
  cloudLocation: string | null;
  cloudPlatform: string;
  scope: string;
  status: string;
}

/** The images of a scope that have exactly these values. */
export async function find(scope: string, filters: Record<string, string>): Promise<Image[]> {
  const query = new URLSearchParams(filters);
  const answer = await fetch(`${edgeUrl}/api/v1beta0/${scope}/images/?${query}`);
  expectOk(answer);
  return ((await answer.json()) as { data: Image[] }).data;
}

/** The only or the first image of a scope with these values. */
export async function one(scope: string, filters: Record<string, string>): Promise<Image> {
  const [first] = await find(scope, filters);
  if (first === undefined) {
    throw new Error(`no image of ${scope} has ${JSON.stringify(filters)}`);
  }
  return first;
}

/** The golden image of the environment Production that most copies start from. */
export function goldenWeb(): Promise<Image> {
  return one("user/5", {
    name: "golden-web",
    scope: "environment",
    cloudPlatform: "ec2",
    cloudLocation: "us-east-1",
  });
}

/** Registers an image as another client would, and gives it. */
export async function register(scope: string, name: string): Promise<Image> {
  const cloudImageId = `ami-${crypto.randomUUID().replaceAll("-", "").slice(0, 17)}`;
  const answer = await fetch(`${edgeUrl}/api/v1beta0/${scope}/images/`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      architecture: "x86_64",
      cloudFeatures: { type: "Ec2CloudFeatures", virtualization: "hvm" },
      cloudImageId,
      cloudLocation: "us-east-1",
      cloudPlatform: "ec2",
      name,
      os: { id: "ubuntu-14-04" },
    }),
  });
  expectOk(answer);
  return ((await answer.json()) as { data: Image }).data;
}

function expectOk(answer: Response): void {
  if (!answer.ok) {
    throw new Error(`${answer.url}: ${answer.status}`);
  }
}
