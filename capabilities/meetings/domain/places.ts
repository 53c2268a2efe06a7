import type { Kind } from "./kinds.ts";

/** Villages and communities have a code of twelve digits. */
export const PLACE = /\.\d{12}$/;

/** The village or community of a path in it; undefined above one. */
export function placeOf(path: string): string | undefined {
  return /^.*?\.\d{12}(?=\.|$)/.exec(path)?.[0];
}

/** By the official code: its last three digits are 200 and above for villages (统计用区划代码). */
export function isVillage(path: string): boolean {
  return Number(path.slice(-3)) >= 200;
}

const IN_VILLAGES: ReadonlySet<Kind["place"]> = new Set(["village", "group"]);

/** May a kind be held in a place at all? Groups are a village's, quarters a community's. */
export function fits(kind: Kind, path: string): boolean {
  return PLACE.test(path) && (kind.place === "any" || isVillage(path) === IN_VILLAGES.has(kind.place));
}
