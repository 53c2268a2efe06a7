/** The last part of a duty tells its sort: whoever sets up may steward, and enact what was proved sound. */
const FIRST_SORTS = new Set(["steward", "enact"]);

/**
 * Duties of the first administrator: everything that is stewarding. Neither the audit nor security is among them, since nobody
 * may hold two of the three: their posts are given afterwards, to others.
 */
export function firstDuties(duties: readonly string[]): readonly string[] {
  return duties.filter((duty) => FIRST_SORTS.has(duty.slice(duty.lastIndexOf(".") + 1)));
}

/** What the government of a place is usually called: a 街道 has an office (办事处), a township or county a 人民政府. */
export function usualGovernment(name: string): string {
  return name.endsWith("街道") ? `${name}办事处` : `${name}人民政府`;
}
