import { type Decimal, parseDecimal } from "../exact/decimal.ts";
import { SocialChoiceRefusal } from "../refusal.ts";
import { type DelimitedRow, delimitedRows } from "../rows/delimited-rows.ts";
import { ballotReader } from "./ballot-reader.ts";
import { declaredLimitWarnings } from "./declared-limits.ts";
import { declaredTallyWarnings } from "./declared-tallies.ts";
import { type PabulibFile, type PabulibProject, type PabulibVoter, VOTE_TYPES, type VoteType } from "./pabulib-file.ts";

/** More than any city has asked: a bound on what one file can make us hold. */
const PROJECTS_MAX = 100_000;
const VOTERS_MAX = 10_000_000;

type Section = { readonly name: string; readonly line: number; readonly header: DelimitedRow; readonly rows: DelimitedRow[] };

/**
 * Reads a Pabulib file of any vote type. Nothing is guessed: a row that cannot be understood, a vote for an unknown project, a
 * voter or project twice, or a declared count that differs from the rows (a truncated file) is refused.
 * @throws SocialChoiceRefusal with the line.
 */
export function parsePabulib(text: string): PabulibFile {
  const sections = readSections(text);
  const metaSection = sectionNamed(sections, "meta");
  const projectSection = sectionNamed(sections, "projects");
  const voteSection = sectionNamed(sections, "votes");
  const lines = new Map<string, number>();
  const meta = readMeta(metaSection, lines);
  const voteType = readVoteType(meta, lines, metaSection);
  const budget = readAmount(meta.get("budget"), "budget", lines.get("budget") ?? metaSection.line);
  const projects = readProjects(projectSection);
  expectCount(meta, lines, "num_projects", projects.length);
  const { voters, repeats } = readVoters(voteSection, projects, voteType);
  expectCount(meta, lines, "num_votes", voters.length);
  const file = {
    meta,
    voteType,
    budget,
    projectColumns: projectSection.header.cells,
    projects,
    voteColumns: voteSection.header.cells,
    voters,
  };
  const warnings = [...declaredTallyWarnings(file), ...declaredLimitWarnings(file)];
  if (repeats > 0) warnings.push(`${repeats} ballots name a project more than once; it counts once, with all its points`);
  return { ...file, warnings };
}

function readSections(text: string): readonly Section[] {
  const sections: Section[] = [];
  const rows = delimitedRows(text, ";");
  for (let next = rows.next(); next.done !== true; next = rows.next()) {
    const row = next.value;
    const name = row.cells[0]?.toLowerCase() ?? "";
    if (name === "meta" || name === "projects" || name === "votes") {
      if (sections.some((section) => section.name === name)) {
        throw new SocialChoiceRefusal("duplicate", `a second section ${name.toUpperCase()}`, row.line);
      }
      const header = rows.next();
      if (header.done === true) throw new SocialChoiceRefusal("bad-header", `${name.toUpperCase()} has no header`, row.line);
      sections.push(sectionBegun(name, row.line, withoutEmptyTail(header.value)));
    } else {
      const section = sections.at(-1);
      if (section === undefined) throw new SocialChoiceRefusal("missing-section", "a row before the section META", row.line);
      section.rows.push(row);
    }
  }
  return sections;
}

/** Some published files (Warszawa 2017–2019) leave out `key;value`: there META's first row is data already. */
function sectionBegun(name: string, line: number, header: DelimitedRow): Section {
  if (name !== "meta") return { name, line, header, rows: [] };
  const isHeader = header.cells[0]?.toLowerCase() === "key";
  return { name, line, header: { line: header.line, cells: ["key", "value"] }, rows: isHeader ? [] : [header] };
}

function withoutEmptyTail(row: DelimitedRow): DelimitedRow {
  const last = row.cells.findLastIndex((cell) => cell !== "");
  return { line: row.line, cells: row.cells.slice(0, last + 1) };
}

function sectionNamed(sections: readonly Section[], name: string): Section {
  const found = sections.find((section) => section.name === name);
  if (found === undefined) {
    // The line after the last that was read: there it was still to come.
    const end = sections.at(-1)?.rows.at(-1) ?? sections.at(-1)?.header;
    throw new SocialChoiceRefusal("missing-section", `the file has no section ${name.toUpperCase()}`, (end?.line ?? 0) + 1);
  }
  const first = { meta: "key", projects: "project_id", votes: "voter_id" }[name];
  const columns = found.header.cells;
  if (columns[0] !== first || new Set(columns).size !== columns.length) {
    throw new SocialChoiceRefusal(
      "bad-header",
      `the header of ${name.toUpperCase()} must begin with ${first} and name each column once`,
      found.header.line,
    );
  }
  return found;
}

function readMeta(section: Section, lines: Map<string, number>): ReadonlyMap<string, string> {
  const meta = new Map<string, string>();
  for (const { line, cells } of section.rows) {
    const key = cells[0] ?? "";
    if (key === "" || cells.length < 2) throw new SocialChoiceRefusal("bad-row", "META takes rows «key;value»", line);
    if (meta.has(key)) throw new SocialChoiceRefusal("duplicate", `META gives ${key} twice`, line);
    // A comment may hold unquoted semicolons; nothing is counted from what follows them.
    meta.set(key, cells.slice(1).join(";").replace(/;+$/, ""));
    lines.set(key, line);
  }
  return meta;
}

function readVoteType(meta: ReadonlyMap<string, string>, lines: ReadonlyMap<string, number>, section: Section): VoteType {
  const written = meta.get("vote_type");
  const voteType = VOTE_TYPES.find((type) => type === written);
  if (voteType === undefined) {
    const message = written === undefined ? "META gives no vote_type" : `unknown vote_type «${written}»`;
    throw new SocialChoiceRefusal("unknown-vote-type", message, lines.get("vote_type") ?? section.line);
  }
  return voteType;
}

function readAmount(written: string | undefined, what: string, line: number): Decimal {
  if (written === undefined || written === "") throw new SocialChoiceRefusal("missing-field", `no ${what} is given`, line);
  const amount = parseDecimal(written);
  if (amount === undefined || amount.units < 0n) {
    throw new SocialChoiceRefusal("bad-number", `${what} «${written}» is not an amount`, line);
  }
  if (amount.units > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new SocialChoiceRefusal("too-large", `${what} «${written}» has 2^53 units or more`, line);
  }
  return amount;
}

function expectCount(meta: ReadonlyMap<string, string>, lines: ReadonlyMap<string, number>, key: string, found: number): void {
  const declared = meta.get(key);
  if (declared === undefined || declared === "") return;
  if (declared !== String(found)) {
    throw new SocialChoiceRefusal("count-mismatch", `${key} is ${declared}, but the file holds ${found}`, lines.get(key));
  }
}

function readProjects(section: Section): readonly PabulibProject[] {
  const columns = section.header.cells;
  const costAt = columns.indexOf("cost");
  if (costAt < 0) throw new SocialChoiceRefusal("bad-header", "PROJECTS has no column cost", section.header.line);
  if (section.rows.length > PROJECTS_MAX) {
    throw new SocialChoiceRefusal("too-large", `${section.rows.length} projects; at most ${PROJECTS_MAX}`);
  }
  const seen = new Set<string>();
  return section.rows.map((row) => {
    const cells = fittedCells(row, columns.length);
    const id = cells[0] ?? "";
    if (id === "") throw new SocialChoiceRefusal("missing-field", "a project without project_id", row.line);
    if (id.includes(",")) throw new SocialChoiceRefusal("bad-row", `project_id «${id}» holds a comma`, row.line);
    if (seen.has(id)) throw new SocialChoiceRefusal("duplicate", `project ${id} stands twice`, row.line);
    seen.add(id);
    return { id, cost: readAmount(cells[costAt], `cost of project ${id}`, row.line), cells };
  });
}

function readVoters(section: Section, projects: readonly PabulibProject[], voteType: VoteType) {
  const columns = section.header.cells;
  const voteAt = columns.indexOf("vote");
  const pointsAt = columns.indexOf("points");
  if (voteAt < 0) throw new SocialChoiceRefusal("bad-header", "VOTES has no column vote", section.header.line);
  if (section.rows.length > VOTERS_MAX) {
    throw new SocialChoiceRefusal("too-large", `${section.rows.length} voters; at most ${VOTERS_MAX}`);
  }
  const reader = ballotReader(new Map(projects.map((project, index) => [project.id, index])), voteType);
  const seen = new Set<string>();
  const voters = section.rows.map((row): PabulibVoter => {
    if (row.cells.length <= voteAt) throw new SocialChoiceRefusal("bad-row", "the row ends before the column vote", row.line);
    const cells = fittedCells(row, columns.length);
    const id = cells[0] ?? "";
    if (id === "") throw new SocialChoiceRefusal("missing-field", "a ballot without voter_id", row.line);
    if (seen.has(id)) throw new SocialChoiceRefusal("duplicate", `voter ${id} voted twice`, row.line);
    seen.add(id);
    const points = pointsAt < 0 ? undefined : cells[pointsAt];
    return { id, ballot: reader.read(cells[voteAt] ?? "", points, row.line), cells };
  });
  return { voters, repeats: reader.repeats() };
}

/** Missing cells at the end are empty; cells beyond the header must be. */
function fittedCells(row: DelimitedRow, width: number): readonly string[] {
  if (row.cells.length === width) return row.cells;
  if (row.cells.slice(width).some((cell) => cell !== "")) {
    throw new SocialChoiceRefusal("bad-row", `${row.cells.length} cells where the header has ${width}`, row.line);
  }
  return Array.from({ length: width }, (_, index) => row.cells[index] ?? "");
}
