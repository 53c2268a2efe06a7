import { OpinionRefusal } from "../refusal.ts";
import type { Answer } from "../votes/vote-table.ts";
import type { CastVote, Conversation, Statement } from "./conversation.ts";
import { type CsvRow, type CsvTable, csvRows, csvTable } from "./csv-rows.ts";
import { voteSign, withSign } from "./vote-sign.ts";

/** The files of an export by their names, as text. Older exports say participants-votes.csv, newer ones participant-votes.csv. */
export type ExportFiles = Readonly<Record<string, string>>;

export const EXPORT_FILES = ["comments.csv", "votes.csv", "participants-votes.csv", "participant-votes.csv", "summary.csv"];

/**
 * Reads what Polis exports: `comments.csv`, and `votes.csv` or else the matrix in `participants-votes.csv`; that one also for the
 * groups, `summary.csv` for the topic. Columns may stand in any order and there may be more of them.
 */
export function readExport(files: ExportFiles): Conversation {
  const comments = files["comments.csv"];
  if (comments === undefined) throw new OpinionRefusal("missing-file", "there is no comments.csv");
  const matrixFile = ["participants-votes.csv", "participant-votes.csv"].find((name) => files[name] !== undefined);
  const matrix = matrixFile === undefined ? undefined : readMatrix(files[matrixFile]!, matrixFile);
  const { statements, counted } = readStatements(comments);
  const votesText = files["votes.csv"];
  if (votesText === undefined && matrix === undefined) {
    throw new OpinionRefusal("missing-file", "there is neither votes.csv nor participants-votes.csv");
  }
  const raw = votesText === undefined ? matrix!.votes() : readVotes(votesText, new Set(statements.map(({ id }) => id)));
  const sign = voteSign(raw, counted);
  const notes = [
    sign.told
      ? `${sign.agree} means agree: so the votes come nearest to the agrees and disagrees of comments.csv`
      : "comments.csv does not tell which sign means agree; 1 is taken",
    ...(votesText === undefined ? [`there is no votes.csv; the votes are those of ${matrixFile!}`] : []),
  ];
  const summary = readSummary(files["summary.csv"] ?? "");
  return {
    topic: summary.get("topic") ?? "",
    description: summary.get("conversation-description") ?? "",
    url: summary.get("url") ?? "",
    statements,
    votes: withSign(raw, sign),
    exportedGroups: matrix?.groups ?? new Map(),
    notes,
  };
}

function readStatements(text: string) {
  const table = csvTable(text, "comments.csv", ["comment-id", "moderated", "comment-body"]);
  const statements: Statement[] = [];
  const counted: { statement: string; agrees: number; disagrees: number }[] = [];
  const seen = new Set<string>();
  for (const row of table.rows) {
    const read = cellReader(table, row);
    const id = read.id("comment-id");
    if (seen.has(id)) throw new OpinionRefusal("duplicate", `the statement ${id} is there twice`, read.place);
    seen.add(id);
    const createdAtMs = read.optionalNumber("timestamp");
    statements.push({
      id,
      text: read.text("comment-body"),
      author: read.text("author-id"),
      moderated: read.answer("moderated"),
      meta: /^(?:true|t|1)$/iu.test(read.text("is-meta")),
      ...(createdAtMs === undefined ? {} : { createdAtMs }),
    });
    counted.push({
      statement: id,
      agrees: read.optionalNumber("agrees") ?? 0,
      disagrees: read.optionalNumber("disagrees") ?? 0,
    });
  }
  return { statements, counted };
}

function readVotes(text: string, known: ReadonlySet<string>): CastVote[] {
  const table = csvTable(text, "votes.csv", ["comment-id", "voter-id", "vote"]);
  const votes: CastVote[] = [];
  for (const row of table.rows) {
    const read = cellReader(table, row);
    const statement = read.id("comment-id");
    if (!known.has(statement)) {
      throw new OpinionRefusal("unknown-statement", `there is no statement ${statement} in comments.csv`, read.place);
    }
    const castAtMs = read.optionalNumber("timestamp");
    votes.push({
      participant: read.id("voter-id"),
      statement,
      vote: read.answer("vote"),
      ...(castAtMs === undefined ? {} : { castAtMs }),
    });
  }
  return votes;
}

/** Columns of the matrix file that are no statements. Statements are the columns whose heading is a whole number. */
function readMatrix(text: string, file: string) {
  const table = csvTable(text, file, ["participant"]);
  const rows = [...table.rows];
  const groups = new Map<string, string>();
  for (const row of rows) {
    const read = cellReader(table, row);
    const participant = read.id("participant");
    const group = read.text("group-id");
    if (group !== "") groups.set(participant, group);
  }
  const statements = table.headings.filter((heading) => /^\d+$/u.test(heading));
  const votes = (): CastVote[] =>
    rows.flatMap((row) => {
      const read = cellReader(table, row);
      const participant = read.id("participant");
      const answered = statements.filter((statement) => read.text(statement) !== "");
      return answered.map((statement) => ({ participant, statement, vote: read.answer(statement) }));
    });
  return { groups, votes };
}

/** Pairs of a name and a value. */
function readSummary(text: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const { cells } of csvRows(text, "summary.csv")) pairs.set(cells[0]!, cells[1] ?? "");
  return pairs;
}

function cellReader(table: CsvTable, row: CsvRow) {
  const place = { file: table.file, line: row.line };
  function text(heading: string): string {
    const column = table.column(heading);
    return column === undefined ? "" : row.cells[column]!.trim();
  }
  function id(heading: string): string {
    const value = text(heading);
    if (value === "") throw new OpinionRefusal("bad-id", `${heading} is empty`, place);
    return value;
  }
  function optionalNumber(heading: string): number | undefined {
    const value = text(heading);
    if (value === "") return undefined;
    const number = Number(value);
    if (!Number.isFinite(number) || number < 0) throw new OpinionRefusal("bad-number", `${heading} is «${value}»`, place);
    return number;
  }
  function answer(heading: string): Answer {
    const value = text(heading);
    const number = value === "" ? Number.NaN : Number(value);
    if (number !== 1 && number !== 0 && number !== -1) {
      throw new OpinionRefusal("bad-vote", `${heading} is 1, 0 or -1, not «${value}»`, place);
    }
    return number === 0 ? 0 : number;
  }
  return { place, text, id, optionalNumber, answer };
}
