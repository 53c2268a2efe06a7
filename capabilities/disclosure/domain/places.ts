/** Villages and communities have a code of twelve digits. */
export const PLACE = /\.\d{12}$/;

/** The village or community of a path in it; undefined above one. */
export function placeOf(path: string): string | undefined {
  return /^.*?\.\d{12}(?=\.|$)/.exec(path)?.[0];
}

/** By the official code: its last three digits are 200 and above for villages (统计用区划代码). */
export function catalogueOf(path: string): "disclosure.village" | "disclosure.community" {
  return Number(path.slice(-3)) >= 200 ? "disclosure.village" : "disclosure.community";
}
