/** An image, as far as the list shows it. */
export interface Image {
  id: string;
  name?: string | null;
  cloudImageId?: string | null;
  cloudPlatform?: string | null;
  cloudLocation?: string | null;
  os?: { id: string } | string | null;
  architecture?: string | null;
  scope?: string | null;
  status?: string | null;
  deprecated?: boolean | null;
  added?: string | null;
}

/** An image and what a search looks through. */
export interface Entry {
  image: Image;
  text: string;
}

export function system({ os }: Image): string {
  return (typeof os === "string" ? os : os?.id) ?? "";
}

/** Name, ids, platform, region and operating system, in lower case. */
export function entry(image: Image): Entry {
  const { name, id, cloudImageId, cloudPlatform, cloudLocation } = image;
  const parts = [name, id, cloudImageId, cloudPlatform, cloudLocation, system(image)];
  return { image, text: parts.map((part) => part ?? "").join("\n").toLowerCase() };
}

/** Whether every word of a search is somewhere in the text. */
export function hasAll({ text }: Entry, words: string[]): boolean {
  return words.every((word) => text.includes(word));
}

export function words(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}
