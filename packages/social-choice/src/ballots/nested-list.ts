/** A list of texts and lists, as YAML writes it. */
export type NestedList = readonly (string | NestedList)[];

/** Deeper than any list of ballots. */
const DEPTH_MAX = 4;

type Item = { readonly indent: number; readonly text: string };

/**
 * Reads the two ways YAML has for lists of plain texts: in brackets (`[[0, 1], [2]]`, over several lines, a comma at the end
 * allowed; sets in braces too), or an item a line after a dash (`- [0, 1]`, or `- - 0` with `  - 1` below it). Comments are passed
 * over. Undefined for anything else.
 */
export function readNestedList(text: string): NestedList | undefined {
  const lines = text.split("\n").map((line) => line.replace(/(?:^|\s)#.*$/, "").trimEnd());
  const filled = lines.filter((line) => line.trim() !== "");
  if (filled[0]?.trim().startsWith("-") !== true) return readFlow(filled.join(" "));
  const items = filled.map((line): Item => ({ indent: line.length - line.trimStart().length, text: line.trim() }));
  const read = readBlock(items, 0, items[0]!.indent, 1);
  return read?.next === items.length ? read.list : undefined;
}

/** The items from `at` on whose dash stands at this indent. */
function readBlock(
  items: readonly Item[],
  at: number,
  indent: number,
  depth: number,
): { readonly list: NestedList; readonly next: number } | undefined {
  if (depth > DEPTH_MAX) return undefined;
  const list: (string | NestedList)[] = [];
  let next = at;
  while (next < items.length && items[next]!.indent >= indent) {
    const item = items[next]!;
    const dash = /^-(?:\s+|$)/.exec(item.text)?.[0];
    if (item.indent !== indent || dash === undefined) return undefined;
    const rest = item.text.slice(dash.length);
    if (rest.startsWith("-") || rest === "") {
      // What follows the dash begins a list of its own, in this line or the next.
      const inner = items.slice(next + 1);
      if (rest !== "") inner.unshift({ indent: indent + dash.length, text: rest });
      const first = inner[0];
      if (first === undefined || first.indent < indent || (first.indent === indent && rest === "")) return undefined;
      const read = readBlock(inner, 0, first.indent, depth + 1);
      if (read === undefined) return undefined;
      list.push(read.list);
      next += read.next + (rest === "" ? 1 : 0);
      continue;
    }
    // A list in brackets may go on in lines farther in.
    let flow = rest;
    next += 1;
    for (; next < items.length && items[next]!.indent > indent; next += 1) flow += ` ${items[next]!.text}`;
    const value = /^[[{]/.test(flow) ? readFlow(flow) : flow;
    if (value === undefined) return undefined;
    list.push(value);
  }
  return { list, next };
}

function readFlow(text: string): NestedList | undefined {
  const stack: (string | NestedList)[][] = [[]];
  let expectsValue = true;
  for (const [token] of text.matchAll(/[[\]{},]|[^[\]{},\s][^[\]{},]*/g)) {
    const top = stack.at(-1)!;
    if (token === "[" || token === "{") {
      if (!expectsValue || stack.length > DEPTH_MAX) return undefined;
      stack.push([]);
      expectsValue = true;
    } else if (token === "]" || token === "}") {
      if (stack.length < 2) return undefined;
      stack.pop();
      stack.at(-1)!.push(top);
      expectsValue = false;
    } else if (token === ",") {
      if (expectsValue || stack.length < 2) return undefined;
      expectsValue = true;
    } else {
      if (!expectsValue || stack.length < 2) return undefined;
      top.push(token.trim());
      expectsValue = false;
    }
  }
  const [whole, ...more] = stack[0]!;
  return stack.length === 1 && more.length === 0 && Array.isArray(whole) ? (whole as NestedList) : undefined;
}
