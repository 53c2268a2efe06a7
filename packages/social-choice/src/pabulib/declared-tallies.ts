import { parseDecimal } from "../exact/decimal.ts";
import type { PabulibFile } from "./pabulib-file.ts";

/** At most so many projects are named in one warning. */
const NAMED_MAX = 5;

/**
 * Where the file declares `votes` for its projects and its ballots give another number: some cities counted paper ballots that
 * are not in the file. The count goes by the ballots.
 */
export function declaredTallyWarnings(file: Omit<PabulibFile, "warnings">): string[] {
  const column = file.projectColumns.indexOf("votes");
  if (column < 0) return [];
  const votes = new Uint32Array(file.projects.length);
  for (const voter of file.voters) for (const choice of voter.ballot.choices) votes[choice] = votes[choice]! + 1;
  const differing = file.projects.filter((project, index) => {
    const declared = parseDecimal(project.cells[column] ?? "");
    return declared !== undefined && (declared.places > 0 || declared.units !== BigInt(votes[index]!));
  });
  if (differing.length === 0) return [];
  const named = differing.slice(0, NAMED_MAX).map((project) => project.id);
  const more = differing.length > NAMED_MAX ? ` and ${differing.length - NAMED_MAX} more` : "";
  return [`the declared votes differ from the ballots for ${named.join(", ")}${more}; the ballots are counted`];
}
