/** Last words of duties that are given to a person and not handed on: keeping the house's own rules, its rights and its audit. */
const NEVER_LENT: ReadonlySet<string> = new Set(["steward", "security", "audit", "enact", "oversee", "import"]);

/** The duties a post lends to whoever stands in for it: its daily work. */
export function lendDuties(duties: readonly string[]): readonly string[] {
  return duties.filter((duty) => !NEVER_LENT.has(duty.slice(duty.lastIndexOf(".") + 1)));
}
