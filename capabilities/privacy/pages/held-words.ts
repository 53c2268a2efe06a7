import type { Translate } from "#ui-kit/index.ts";
import { keyOf } from "../contract/held-view.ts";

type Group = "tables" | "columns" | "bases" | "purposes" | "retentions" | "capabilities";

/** The words of the catalogue in the reader's language; what has none yet is shown as the catalogue has it. */
export function heldWords(t: Translate, group: Group, says: string): string {
  const key = `${group}.${keyOf(says)}`;
  return t.has(key) ? t(key) : says;
}
