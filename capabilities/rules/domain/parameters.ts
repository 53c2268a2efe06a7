/**
 * A rule's parameters are JSON that the capability which owns the rule's key understands. People read and change them figure by
 * figure: a list of leaves, each by its JSON pointer (RFC 6901). A new version keeps the shape of the one before, so that whoever
 * reads the rule finds what it looks for.
 */
export type Leaf = {
  readonly pointer: string;
  readonly parts: readonly string[];
  readonly type: LeafType;
  readonly value: string;
};
type LeafType = "text" | "number" | "yes-no" | "list" | "nothing";

export type Given = { readonly pointer: string; readonly value: string };
export type ParameterFault = {
  readonly index: number;
  readonly code: "no-such-parameter" | "not-a-number" | "not-yes-or-no" | "given-twice";
};
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Between the words of a list, as people write them in Chinese and in English. */
const LIST_SEPARATOR = /[、，,;；]/;
/** Deeper than this nobody can read it. */
const MOST_DEPTH = 8;

/** Every leaf, in the order it stands in the JSON. */
export function leavesOf(parameters: unknown): readonly Leaf[] {
  return leavesBelow(parameters as Json, []);
}

type Compared = { readonly older: ParameterLeaf | null; readonly newer: ParameterLeaf | null };
type ParameterLeaf = Omit<Leaf, "parts"> & { readonly parts: string[] };

/**
 * Figures that two versions have differently, in the order of the newer; those it left out come last. An amount and its unit are one
 * figure: where one differs, both are told.
 */
export function compareFigures(older: unknown, newer: unknown): readonly Compared[] {
  const [before, after] = [leavesAt(older), leavesAt(newer)];
  const pointers = [...new Set([...after.keys(), ...before.keys()])];
  const differs = (pointer: string) =>
    before.get(pointer)?.value !== after.get(pointer)?.value || before.get(pointer)?.type !== after.get(pointer)?.type;
  const figureOf = (pointer: string) => pointer.replace(/\/(?:amount|unit)$/, "/");
  const changed = new Set(pointers.filter(differs).map(figureOf));
  return pointers
    .filter((pointer) => changed.has(figureOf(pointer)))
    .map((pointer) => ({ older: copyOf(before.get(pointer)), newer: copyOf(after.get(pointer)) }));
}

function leavesAt(parameters: unknown): ReadonlyMap<string, Leaf> {
  return new Map(leavesOf(parameters).map((leaf) => [leaf.pointer, leaf]));
}

function copyOf(leaf: Leaf | undefined): ParameterLeaf | null {
  return leaf === undefined ? null : { ...leaf, parts: [...leaf.parts] };
}

function leavesBelow(value: Json, parts: readonly string[]): readonly Leaf[] {
  if (parts.length > MOST_DEPTH) throw new Error("parameters nested too deep");
  const leaf = (type: LeafType, text: string) => [{ pointer: pointerOf(parts), parts, type, value: text }];
  if (value === null) return leaf("nothing", "");
  if (typeof value === "string") return leaf("text", value);
  if (typeof value === "number") return leaf("number", String(value));
  if (typeof value === "boolean") return leaf("yes-no", value ? "yes" : "no");
  if (isTextList(value)) return leaf("list", value.join("、"));
  return Object.entries(value).flatMap(([key, inner]) => leavesBelow(inner, [...parts, key]));
}

function isTextList(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function pointerOf(parts: readonly string[]): string {
  return parts.map((part) => `/${part.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function partsOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/**
 * The parameters with the given figures put in place of the old ones; figures that are not given stay as they were. A new name is
 * taken where its neighbours are all of one type (a tier for one more matter), and nowhere else.
 */
export function changeParameters(before: unknown, given: readonly Given[]): { readonly parameters: Json } | ParameterFault {
  let parameters = before as Json;
  const seen = new Set<string>();
  for (const [index, { pointer, value }] of given.entries()) {
    if (seen.has(pointer)) return { index, code: "given-twice" };
    seen.add(pointer);
    const parts = partsOf(pointer);
    const type = typeAt(parameters, parts);
    if (type === undefined) return { index, code: "no-such-parameter" };
    const read = readAs(type, value);
    if (read === undefined) return { index, code: type === "number" ? "not-a-number" : "not-yes-or-no" };
    parameters = put(parameters, parts, read);
  }
  return { parameters };
}

/** The parameters of a rule that is new: types are told from the values. Objects only; a list is one value. */
export function newParameters(given: readonly Given[]): { readonly parameters: Json } | ParameterFault {
  let parameters: Json = {};
  const taken = new Set<string>();
  for (const [index, { pointer, value }] of given.entries()) {
    const clashes = [...taken].some((one) => one === pointer || one.startsWith(`${pointer}/`) || pointer.startsWith(`${one}/`));
    if (clashes) return { index, code: "given-twice" };
    taken.add(pointer);
    parameters = put(parameters, partsOf(pointer), guess(value));
  }
  return { parameters };
}

const NUMBER = /^-?\d{1,12}(?:\.\d{1,6})?$/;

function guess(value: string): Json {
  const text = value.normalize("NFKC").trim();
  if (NUMBER.test(text)) return Number(text);
  return text === "yes" ? true : text === "no" ? false : value.trim();
}

function readAs(type: LeafType, value: string): Json | undefined {
  const text = value.normalize("NFKC").trim();
  switch (type) {
    case "number":
      return NUMBER.test(text) ? Number(text) : undefined;
    case "yes-no":
      return text === "yes" ? true : text === "no" ? false : undefined;
    case "list":
      return value
        .split(LIST_SEPARATOR)
        .map((one) => one.trim())
        .filter((one) => one !== "");
    case "nothing":
      return text === "" ? null : value.trim();
    case "text":
      return value.trim();
  }
}

/** The type a value at this place must have; undefined where none may stand. */
function typeAt(root: Json, parts: readonly string[]): LeafType | undefined {
  const place = valueAt(root, parts);
  if (place !== undefined)
    return leavesBelow(place, []).length === 1 && !isBranch(place) ? leavesBelow(place, [])[0]?.type : undefined;
  const parent = valueAt(root, parts.slice(0, -1));
  if (parent === undefined || !isBranch(parent) || Array.isArray(parent)) return undefined;
  const types = new Set(Object.values(parent).map((one) => (isBranch(one) ? undefined : leavesBelow(one, [])[0]?.type)));
  return types.size === 1 ? [...types][0] : undefined;
}

function isBranch(value: Json): value is readonly Json[] | { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !isTextList(value);
}

function valueAt(root: Json, parts: readonly string[]): Json | undefined {
  let value: Json | undefined = root;
  for (const part of parts) {
    if (value === undefined || !isBranch(value) || !Object.hasOwn(value, part)) return undefined;
    value = (value as Readonly<Record<string, Json>>)[part];
  }
  return value;
}

function put(root: Json, parts: readonly string[], value: Json): Json {
  const [head, ...rest] = parts;
  if (head === undefined) return value;
  if (Array.isArray(root)) return root.map((one: Json, index) => (String(index) === head ? put(one, rest, value) : one));
  const object = isBranch(root) ? (root as Readonly<Record<string, Json>>) : {};
  // Figures stay where they stood; a new one comes last.
  const kept = Object.entries(object).map(([key, old]): [string, Json] => [key, key === head ? put(old, rest, value) : old]);
  const fresh: [string, Json][] = Object.hasOwn(object, head) ? [] : [[head, put({}, rest, value)]];
  return Object.fromEntries<Json>([...kept, ...fresh]);
}
