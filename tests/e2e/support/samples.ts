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

function expectOk(answer: Response): void {
  if (!answer.ok) {
    throw new Error(`${answer.url}: ${answer.status}`);
  }
}
