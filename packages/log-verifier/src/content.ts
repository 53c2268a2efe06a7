import { concat, encode, fromHex, hex } from "./bytes.ts";
import { canonical, isObject, type JsonLine, linesOf, namesBeside } from "./canonical.ts";
import type { Finding } from "./finding.ts";
import type { Leaf } from "./leaf.ts";
import { sha256 } from "./sha256.ts";
import { PAGE_LEAVES, pagesOf, type ReadFile, readInOrder } from "./tree.ts";

/** A field of a sealed leaf that is still shown. */
export type Opened = { readonly salt: string; readonly value: unknown };

/** What an entry commits to, as it is mirrored beside the log. */
export type Content = { readonly content: unknown; readonly opened: ReadonlyMap<string, Opened> };

/** A title in a list is cut there. */
const TITLE_SIGNS = 200;

/** Reads what is mirrored beside the log and compares it with what the leaves commit to. */
export async function readContents(
  read: ReadFile,
  leaves: readonly (Leaf | undefined)[],
  texts: readonly (string | undefined)[],
  find: (finding: Finding) => void,
): Promise<ReadonlyMap<number, Content>> {
  const contents = new Map<number, Content>();
  for await (const [page, bytes] of readInOrder(pagesOf("content", leaves.length), (one) => read(one.path))) {
    const { path, first, width } = page;
    const lines = bytes === undefined ? undefined : linesOf(bytes);
    if (lines === undefined) {
      find({ code: "unreadable", leaf: null, page: path, says: "the contents of these leaves are missing or are no text" });
      continue;
    }
    const strange = strangeLine(lines, first);
    if (strange !== undefined) find({ code: "bad-content", leaf: null, page: path, says: strange });
    const byIndex = new Map(lines.map((line) => [line?.["index"], line]));
    for (let index = first; index < first + width; index += 1) {
      const leaf = leaves[index];
      const line = byIndex.get(index);
      if (leaf === undefined) continue;
      if (line === undefined) {
        find({
          code: "missing-content",
          leaf: index,
          page: path,
          subject: nameOf(leaf),
          says: "what this leaf commits to is not there",
        });
        continue;
      }
      const faults = judgeLine(leaf, texts[index], line);
      for (const says of faults) find({ code: "bad-content", leaf: index, page: path, subject: nameOf(leaf), says });
      contents.set(index, { content: line["content"], opened: openedOf(line["fields"]) });
    }
  }
  return contents;
}

/** A line nobody hashed would be read by others. Lines past the head are there already when the head is signed. */
function strangeLine(lines: readonly (JsonLine | undefined)[], first: number): string | undefined {
  const seen = new Set<unknown>();
  for (const line of lines) {
    const index = line?.["index"];
    if (typeof index !== "number" || !Number.isSafeInteger(index) || index < first || index >= first + PAGE_LEAVES)
      return "a line of it is no leaf's content";
    if (seen.has(index)) return `it has two lines for leaf ${index}`;
    seen.add(index);
  }
  return undefined;
}

export function nameOf({ kind, subject }: Pick<Leaf, "kind" | "subject">): string {
  return `${kind} ${subject}`;
}

function judgeLine(leaf: Leaf, text: string | undefined, line: JsonLine): readonly string[] {
  const known = ["index", "kind", "subject", "title", "leaf", leaf.form === "sealed" ? "fields" : "content"];
  const faults = namesBeside(line, known).map((name) => `its ${name} was never recorded`);
  if (line["leaf"] !== text) faults.push("the house keeps another leaf here than was hashed");
  if (line["kind"] !== leaf.kind || line["subject"] !== leaf.subject)
    faults.push("the house lists this leaf under another thing");
  if (leaf.form === "sealed") faults.push(...judgeFields(leaf, line["fields"]));
  else {
    const written = canonical(line["content"]);
    const hash = written === undefined ? undefined : hex(sha256(encode(written)));
    if (hash !== leaf.content) faults.push("the content is not the one that was recorded");
  }
  const title = titleOf(leaf, line);
  if (line["title"] !== title) faults.push(`lists name it «${String(line["title"])}», it is «${title}»`);
  return faults;
}

function judgeFields(leaf: Leaf, fields: unknown): readonly string[] {
  if (!isObject(fields)) return ["its fields are missing"];
  const faults: string[] = [];
  for (const [name, opening] of Object.entries(fields)) {
    const commitment = leaf.fields[name];
    if (commitment === undefined || !leaf.shown.includes(name))
      faults.push(`the field ${name} was never one of those to be shown`);
    else if (!isObject(opening) || namesBeside(opening, ["salt", "value"]).length > 0)
      faults.push(`the field ${name} no longer opens: its stored value was changed`);
    else if (commitmentTo(name, opening["salt"], opening["value"]) !== commitment)
      faults.push(`the field ${name} is not what was recorded`);
  }
  return faults;
}

/** SHA-256(salt ‖ [name, value]), the salt being 32 bytes. */
function commitmentTo(name: string, salt: unknown, value: unknown): string | undefined {
  const written = canonical([name, value]);
  if (typeof salt !== "string" || !/^[0-9a-f]{64}$/.test(salt) || written === undefined) return undefined;
  return hex(sha256(concat(fromHex(salt), encode(written))));
}

function openedOf(fields: unknown): ReadonlyMap<string, Opened> {
  const all = isObject(fields) ? Object.entries(fields) : [];
  return new Map(
    all.flatMap(([name, opening]) =>
      isObject(opening) ? [[name, { salt: String(opening["salt"]), value: opening["value"] }]] : [],
    ),
  );
}

function titleOf(leaf: Leaf, line: Readonly<Record<string, unknown>>): string {
  const title =
    leaf.form === "sealed"
      ? openedOf(line["fields"]).get("title")?.value
      : isObject(line["content"])
        ? line["content"]["title"]
        : undefined;
  const signs = [...(typeof title === "string" ? title : "")];
  return signs.length <= TITLE_SIGNS ? signs.join("") : `${signs.slice(0, TITLE_SIGNS - 1).join("")}…`;
}
