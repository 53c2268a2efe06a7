import { growTree, HASH_BYTES, hashLeaf, joinBytes, toHex, utf8, type Hash } from "@gongzhi/merkle-log";

/** What of an appeal is archived: facts, never words. */
export type ArchivedFacts = {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly outcome: string | null;
  readonly matter: string | null;
  readonly raisedAt: Date;
  readonly closedAt: Date;
};

/** Lines of one file: a power of two, so that its lines are a whole subtree, and the roots of the others prove it alone. */
export const PART_LINES = 8_192;

/** The sum over an archiving so far, as it is gone on with: the roots of its full parts, and what the part under way needs to grow. */
export type ArchiveSum = { readonly archived: number; readonly roots: Uint8Array; readonly frontier: Uint8Array };

/** What a line says, and what is summed up of it: `number TAB state TAB outcome TAB matter TAB raised TAB closed TAB id` (ISO 8601 in UTC). */
export function archiveLine({ id, number, state, outcome, matter, raisedAt, closedAt }: ArchivedFacts): readonly string[] {
  return [number, state, outcome ?? "", matter ?? "", raisedAt.toISOString(), closedAt.toISOString(), id];
}

/** A leaf of a Merkle tree (RFC 9162 §2.1.1). The id in its line is what keeps a line that is not shown from being guessed by its leaf. */
export function archiveLeaf(facts: ArchivedFacts): Hash {
  return hashLeaf(utf8(archiveLine(facts).join("\t")));
}

export function sumOn(sum: ArchiveSum, leaves: readonly Hash[]): ArchiveSum {
  let part = growTree(BigInt(sum.archived % PART_LINES), sum.frontier);
  const roots = [sum.roots];
  for (const leaf of leaves) {
    part.append(leaf);
    if (part.size() < BigInt(PART_LINES)) continue;
    roots.push(part.root());
    part = growTree();
  }
  return { archived: sum.archived + leaves.length, roots: joinBytes(roots), frontier: part.frontier() };
}

/** The root of each part, the last one too, in their order. */
export function partRoots({ archived, roots, frontier }: ArchiveSum): readonly Hash[] {
  const full = Array.from({ length: roots.length / HASH_BYTES }, (_, part) =>
    roots.slice(part * HASH_BYTES, (part + 1) * HASH_BYTES),
  );
  const rest = archived % PART_LINES;
  return rest === 0 ? full : [...full, growTree(BigInt(rest), frontier).root()];
}

/** The root over all lines, hexadecimal: that over the roots of the parts. Empty while there is no line. */
export function digestOf(sum: ArchiveSum): string {
  if (sum.archived === 0) return "";
  const tree = growTree();
  for (const root of partRoots(sum)) tree.append(root);
  return toHex(tree.root());
}

const DAY_MS = 24 * 3_600_000;

/** The rule's days, where it says them. */
export function archiveAfterDays(parameters: Readonly<Record<string, unknown>>): number | undefined {
  const days = parameters["afterDays"];
  return Number.isSafeInteger(days) && Number(days) > 0 ? Number(days) : undefined;
}

/** The legal day before which it must have been closed. @param today a legal day, `2026-11-27` */
export function closedBeforeDay(today: string, afterDays: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) - afterDays * DAY_MS).toISOString().slice(0, 10);
}
