/** A list shows one line: what is longer is cut there. */
const MAX_TITLE = 40;

/** The first sentence of a text, or as much of it as a line holds: residents are not asked for a title. */
export function deriveTitle(text: string): string {
  const [first = ""] = text.trim().split(/[\n。！？!?；;]/, 1);
  const line = (first.trim() === "" ? text : first).replaceAll(/\s+/g, " ").trim();
  const signs = [...line];
  return signs.length <= MAX_TITLE ? line : `${signs.slice(0, MAX_TITLE - 1).join("")}…`;
}
