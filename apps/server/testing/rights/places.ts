import { pathOfCode } from "#capabilities/divisions/index.ts";
import { TOWNSHIP } from "#apps/demo/township.ts";

/** Where a row lies, seen from a village: its own, the next one, the township above both, and the same village of another tenant. */
export const PLACES = ["own", "receipt", "sibling", "parent", "other"] as const;
export type PlaceName = (typeof PLACES)[number];

export const TOWN_PATH = pathOfCode(TOWNSHIP.code);
export const OWN_PATH = pathOfCode("990101101201");
export const SIBLING_PATH = pathOfCode("990101101202");

/** `receipt` lies in the own village too: what was raised without a name, against a receipt code. */
export const PATH_OF: Readonly<Record<PlaceName, string>> = {
  own: OWN_PATH,
  receipt: OWN_PATH,
  sibling: SIBLING_PATH,
  parent: TOWN_PATH,
  other: OWN_PATH,
};

export const TENANT = TOWNSHIP.slug;
/** A copy of the whole township under other ids: same areas, same numbers of everything, another tenant. */
export const TWIN = "shuangsheng";

/** Private words that stand in no other row: found in an answer, they tell where it got them. */
export const MARKS = {
  own: "甲处标记",
  receipt: "乙处标记",
  sibling: "丙处标记",
  parent: "丁处标记",
  other: "戊处标记",
} as const;
