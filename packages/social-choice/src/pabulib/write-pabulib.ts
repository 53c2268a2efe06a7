import { quotedCell } from "../rows/delimited-rows.ts";
import type { PabulibFile } from "./pabulib-file.ts";

/** The file as text: what {@link parsePabulib} reads back to the same sections, columns and cells, with `\n` after each row. */
export function writePabulib(file: PabulibFile): string {
  const rows: (readonly string[])[] = [["META"], ["key", "value"], ...file.meta];
  rows.push(["PROJECTS"], file.projectColumns, ...file.projects.map((project) => project.cells));
  rows.push(["VOTES"], file.voteColumns);
  for (const voter of file.voters) rows.push(voter.cells);
  return rows.map((cells) => `${cells.map((cell) => quotedCell(cell, ";")).join(";")}\n`).join("");
}
