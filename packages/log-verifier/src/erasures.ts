import { isObject } from "./canonical.ts";
import type { Content } from "./content.ts";
import { nameOf } from "./content.ts";
import type { Finding } from "./finding.ts";
import type { Leaf } from "./leaf.ts";
import { pageAt } from "./tree.ts";

const ERASURE = "record.erasure";

/** By leaf: which of its fields were erased, and by which later leaf. */
export type Erased = ReadonlyMap<number, ReadonlyMap<string, number>>;

/** Every erasure is a leaf: of what, on what ground, by which two persons. What was erased must be gone, what was not must be there. */
export function judgeErasures(
  leaves: readonly (Leaf | undefined)[],
  contents: ReadonlyMap<number, Content>,
  find: (finding: Finding) => void,
): Erased {
  const erased = new Map<number, Map<string, number>>();
  for (const [index, leaf] of leaves.entries()) {
    if (leaf?.kind !== ERASURE || leaf.form !== "public") continue;
    const fault = readErasure(contents.get(index)?.content, leaves, index, erased);
    if (fault !== undefined) find({ code: "bad-erasure", leaf: index, page: pageOf(index), subject: nameOf(leaf), says: fault });
  }
  for (const [index, leaf] of leaves.entries()) {
    const content = contents.get(index);
    if (leaf?.form === "sealed" && content !== undefined)
      for (const finding of judgeShown(index, leaf, content, erased.get(index))) find(finding);
  }
  return erased;
}

/** Enters an erasure. @returns what is wrong with it */
function readErasure(
  content: unknown,
  leaves: readonly (Leaf | undefined)[],
  index: number,
  erased: Map<number, Map<string, number>>,
): string | undefined {
  if (!isObject(content)) return undefined; // its content is missing or wrong, and said to be
  const { entries, fields, ground, by } = content;
  if (!Array.isArray(entries) || entries.length === 0 || !Array.isArray(fields)) return "it names no earlier sealed leaf";
  const names = fields.map(String);
  for (const entry of entries as readonly unknown[]) {
    const target = typeof entry === "number" && entry < index ? leaves[entry] : undefined;
    if (typeof entry !== "number" || target?.form !== "sealed") return "it names no earlier sealed leaf";
    if (names.some((name) => !Object.hasOwn(target.fields, name))) return "it names a field that leaf does not hold";
    const known = erased.get(entry) ?? new Map<string, number>();
    for (const name of names) known.set(name, index);
    erased.set(entry, known);
  }
  if (typeof ground !== "string" || ground.trim() === "") return "it gives no ground";
  const persons = Array.isArray(by) ? by.map((one) => (isObject(one) ? one["person"] : undefined)) : [];
  const two = persons.length === 2 && persons.every((one) => typeof one === "string" && one !== "") && persons[0] !== persons[1];
  return two ? undefined : "it was not decided by two different persons";
}

function judgeShown(
  index: number,
  leaf: Leaf,
  { opened }: Content,
  erased: ReadonlyMap<string, number> | undefined,
): readonly Finding[] {
  const place = { leaf: index, page: pageOf(index), subject: nameOf(leaf) };
  return leaf.shown.flatMap((name): readonly Finding[] => {
    const by = erased?.get(name);
    if (by !== undefined && opened.has(name))
      return [{ ...place, code: "not-erased", says: `the field ${name} was erased by leaf ${by} and is still shown` }];
    if (by === undefined && !opened.has(name))
      return [{ ...place, code: "missing-content", says: `the field ${name} is gone, and no leaf says who erased it` }];
    return [];
  });
}

function pageOf(index: number): string {
  return pageAt("content", index + 1, Math.floor(index / 256)).full;
}
