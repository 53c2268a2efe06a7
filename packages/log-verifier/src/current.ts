import { differences, isObject, type JsonLine, linesOf, namesBeside } from "./canonical.ts";
import { type Content, nameOf } from "./content.ts";
import type { Erased } from "./erasures.ts";
import type { Finding } from "./finding.ts";
import type { Leaf } from "./leaf.ts";
import type { ReadFile } from "./tree.ts";

/** More pages than this are no list of what is official in one place. */
const MOST_PAGES = 100_000;

export type Record = {
  readonly leaves: readonly (Leaf | undefined)[];
  readonly contents: ReadonlyMap<number, Content>;
  readonly erased: Erased;
};

/** Things that were official but not in the log yet: recorded within a minute, if all is well. */
export type Waiting = { readonly kind: string; readonly subject: string };

/**
 * Compares what the house shows now with what was recorded last: a row changed, removed or added past the house shows here. It is
 * read after the log, so whatever the log says no more of has happened since.
 */
export async function judgeCurrent(
  read: ReadFile,
  kinds: readonly string[],
  record: Record,
  find: (finding: Finding) => void,
): Promise<{ readonly compared: number; readonly waiting: readonly Waiting[] }> {
  const waiting: Waiting[] = [];
  let compared = 0;
  const lastOf = lastByKind(record.leaves);
  for (const [kind, last] of lastOf) if (!kinds.includes(kind)) findUnlisted(record.leaves, kind, last, find);
  for (const kind of kinds) {
    const last = lastOf.get(kind) ?? new Map<string, number>();
    const seen = new Set<string>();
    for await (const { page, thing } of readThings(read, kind, find)) {
      const subject = String(thing["subject"]);
      const again = seen.has(subject);
      seen.add(subject);
      const index = thing["index"];
      if (thing["waiting"] === true || (typeof index === "number" && index >= record.leaves.length)) {
        if (!again) waiting.push({ kind, subject });
        continue;
      }
      // Shown twice, it is compared twice: the second may say something else.
      if (!again) compared += 1;
      const finding = judgeThing(thing, last.get(subject), record);
      if (finding !== undefined) find({ ...finding, page, subject: `${kind} ${subject}` });
    }
    for (const [subject, index] of last) {
      const leaf = record.leaves[index];
      if (leaf === undefined || leaf.form === "withdrawn" || seen.has(subject)) continue;
      find({
        code: "gone",
        leaf: index,
        page: `current/${kind}/first`,
        subject: nameOf(leaf),
        says: "it is official no longer, and no later leaf says why",
      });
    }
  }
  return { compared, waiting };
}

/** A house that no longer says what is official of a kind could change all of it unseen. */
function findUnlisted(
  leaves: readonly (Leaf | undefined)[],
  kind: string,
  last: ReadonlyMap<string, number>,
  find: (finding: Finding) => void,
): void {
  const standing = [...last.values()].filter((index) => leaves[index]?.form !== "withdrawn");
  if (standing.length > 0)
    find({
      code: "gone",
      leaf: standing[0] ?? null,
      page: "about",
      says: `${standing.length} things of the kind ${kind} are on the record, and the house no longer says what is official of them`,
    });
}

/** By kind: the index of the last leaf about each thing. */
function lastByKind(leaves: readonly (Leaf | undefined)[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const last = new Map<string, Map<string, number>>();
  for (const [index, leaf] of leaves.entries()) {
    if (leaf === undefined) continue;
    const known = last.get(leaf.kind) ?? new Map<string, number>();
    last.set(leaf.kind, known.set(leaf.subject, index));
  }
  return last;
}

async function* readThings(read: ReadFile, kind: string, find: (finding: Finding) => void) {
  let name: string | undefined = "first";
  for (let pages = 0; name !== undefined && pages < MOST_PAGES; pages += 1) {
    const page: string = `current/${kind}/${name}`;
    name = undefined;
    const bytes = await read(page);
    const lines = bytes === undefined ? undefined : linesOf(bytes);
    if (lines === undefined || lines.includes(undefined)) {
      find({ code: "unreadable", leaf: null, page, says: "what is official now cannot be read" });
      return;
    }
    for (const line of lines) {
      if (typeof line?.["next"] === "string") name = line["next"];
      else if (line !== undefined) yield { page, thing: line };
    }
  }
}

function judgeThing(
  thing: JsonLine,
  index: number | undefined,
  { leaves, contents, erased }: Record,
): Omit<Finding, "page"> | undefined {
  const leaf = index === undefined ? undefined : leaves[index];
  if (index === undefined || leaf === undefined || leaf.form === "withdrawn")
    return {
      code: "unrecorded",
      leaf: index ?? null,
      says:
        index === undefined
          ? "it is official, and was never recorded"
          : "it is official, although the record says that it was withdrawn",
    };
  const content = contents.get(index);
  if (content === undefined) return undefined; // missing, and said to be
  const [shows, changed] =
    leaf.form === "sealed"
      ? ["fields", changedFields(thing["fields"], leaf, content, erased.get(index))]
      : ["content", differences(thing["content"], content.content)];
  const others = [
    ...changed,
    ...namesBeside(thing, ["subject", "index", "waiting", shows]),
    ...(thing["index"] === index ? [] : ["index"]),
  ];
  return others.length === 0
    ? undefined
    : { code: "changed", leaf: index, says: `the house now shows another ${others.join(", ")} than was recorded` };
}

/** An erased field may be left out or empty; every other shown one must be what was recorded. */
function changedFields(
  fields: unknown,
  leaf: Leaf,
  { opened }: Content,
  erased: ReadonlyMap<string, number> | undefined,
): readonly string[] {
  const shown = isObject(fields) ? fields : {};
  const names = [...new Set([...leaf.shown, ...Object.keys(shown)])];
  return names.filter((name) => {
    if (erased?.has(name) === true) return shown[name] !== undefined && shown[name] !== "";
    return !opened.has(name) || differences(shown[name], opened.get(name)?.value).length > 0;
  });
}
