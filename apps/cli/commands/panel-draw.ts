import { randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import { resolve } from "node:path";
import {
  drawPanel,
  fairestLottery,
  type FairestLottery,
  type FairestProgress,
  type PanelRequest,
  type PanelTable,
  type PanelTableRow,
  readCandidates,
  readQuotas,
  type Relaxation,
  SortitionRefusal,
} from "@gongzhi/sortition";
import { isRefusal } from "#platform/refusal.ts";
import { readCsv } from "#platform/spreadsheets/read-csv.ts";
import { type Command, type CommandInput, CommandRefusal } from "../command.ts";
import { progressLines, writeJson } from "../count-input.ts";
import { noTable } from "../table-file.ts";
import { assertWritable, writeWhole } from "../written-file.ts";

const HELP = `
Draws a panel of K by lot. QUOTAS.csv has a row for each value: feature, value, min, max (and min_flex, max_flex: how far a
relaxation may go); CANDIDATES.csv a row for each candidate: an id, and a column for each feature. Chinese headings (特征, 取值, 最少,
最多; 编号) are understood.

The lottery is the fairest there is (LEXIMIN): nobody's probability could be raised without lowering that of somebody who has no
more. It is published as tickets, each a panel and each as likely as another; the seed draws one of them.

--seed HEX          16 to 64 bytes. Unless given, a fresh one is taken, and stated
--commitment HEX    the seed's SHA-256 as it was published beforehand: another seed is refused
--tickets N         how many tickets (1000)
--id COLUMN         the column with ids (id, nationbuilder_id, 编号, …; else the first)
--address COL,COL   people with the same address are never in one panel
--relax             if no panel keeps to the quotas, draw by the smallest relaxation
--proof FILE        writes the certificate that no lottery is fairer

Prints {"feasible", "levels": the distinct probabilities, "probability": {id: p}, "panel": [ids], "inNoPanel": [ids], "relaxation",
"seed", "commitment": SHA-256 of the seed, "ticket": its number from 0, "lottery": {"tickets", "digest", "onTickets": {id: tickets},
"largestDeviation", "panels"}, "provenWithin"}.
A relaxation is {"places": how many places minimums are lowered and maximums raised in all (no relaxation needs fewer), "quotas":
[{"feature", "value", "from": {"min", "max"}, "to": {"min", "max"}}], "beyondFlex"}.
Exit codes: 0 drawn; 1 no panel keeps to the quotas (the relaxation is printed); 2 the files or options are refused, with the line.

Example: gongzhi panel draw candidates.csv quotas.csv --size 22 --seed 00112233445566778899aabbccddeeff
`;

/** Larger than any pool of candidates. */
const FILE_BYTES_MAX = 64 * 1024 * 1024;
const SEED_BYTES = 32;

export const command: Command = {
  summary: "Draw a panel by lot that keeps to quotas, as fairly as can be",
  usage:
    "CANDIDATES.csv QUOTAS.csv --size K [--seed HEX] [--commitment HEX] [--tickets N] [--id COLUMN] [--address COL,COL] [--relax] [--proof FILE]",
  help: HELP,
  options: {
    size: { type: "string" },
    seed: { type: "string" },
    commitment: { type: "string" },
    tickets: { type: "string" },
    id: { type: "string" },
    address: { type: "string" },
    relax: { type: "boolean" },
    proof: { type: "string" },
  },
  run: async (input) => {
    try {
      return await draw(input);
    } catch (error) {
      if (!(error instanceof SortitionRefusal)) throw error;
      throw new CommandRefusal(error.code, `${input.positionals.join(", ")}: ${error.message}`);
    }
  },
};

async function draw(input: CommandInput): Promise<number> {
  const [candidatesPath, quotasPath, ...more] = input.positionals;
  if (candidatesPath === undefined || quotasPath === undefined || more.length > 0) {
    throw new CommandRefusal("usage", "two files are needed: candidates and quotas");
  }
  const size = wholeOption(input, "size");
  if (size === undefined) throw new CommandRefusal("bad-size", "--size K is needed: the seats of the panel");
  const tickets = wholeOption(input, "tickets");
  const proof = textOption(input, "proof");
  if (proof !== undefined) await assertWritable(proof);
  const seed = textOption(input, "seed") ?? randomBytes(SEED_BYTES).toString("hex");
  const request = await readRequest(input, candidatesPath, quotasPath, size);
  const options = {
    ...(tickets === undefined ? {} : { tickets }),
    onProgress: progressLines(input.stderr, describeProgress),
  };
  const first = fairestLottery(request, options);
  if (first.feasible) return await printDraw(input, first.lottery, seed, null);
  const { relaxation } = first;
  if (input.values["relax"] !== true) {
    input.stderr.write(
      `no panel of ${size} keeps to the quotas; ${relaxation.places} places more would do:\n${linesOf(relaxation)}`,
    );
    writeJson(input.stdout, { feasible: false, levels: [], probability: {}, panel: [], relaxation });
    return 1;
  }
  const relaxed = fairestLottery({ ...request, quotas: relaxQuotas(request, relaxation) }, options);
  if (!relaxed.feasible) throw new Error("the relaxed quotas cannot be met");
  return await printDraw(input, relaxed.lottery, seed, relaxation);
}

async function printDraw(
  input: CommandInput,
  lottery: FairestLottery,
  seed: string,
  relaxation: Relaxation | null,
): Promise<number> {
  const drawn = drawPanel(lottery.tickets, seed, textOption(input, "commitment"));
  const proof = textOption(input, "proof");
  if (proof !== undefined) await writeWhole(fullPath(proof), `${JSON.stringify(lottery.certificate)}\n`);
  writeJson(input.stdout, {
    feasible: true,
    levels: lottery.levels,
    probability: Object.fromEntries(lottery.probability),
    panel: drawn.panel,
    inNoPanel: lottery.inNoPanel,
    relaxation,
    seed,
    commitment: drawn.commitment,
    ticket: drawn.ticket,
    lottery: {
      tickets: lottery.tickets.length,
      digest: drawn.digest,
      onTickets: Object.fromEntries(lottery.ticketsOf),
      largestDeviation: lottery.largestDeviation,
      panels: lottery.tickets,
    },
    provenWithin: lottery.provenWithin,
  });
  return 0;
}

async function readRequest(input: CommandInput, candidatesPath: string, quotasPath: string, size: number): Promise<PanelRequest> {
  const idColumn = textOption(input, "id");
  const address = textOption(input, "address");
  const quotas = await readFrom(quotasPath, (table) => readQuotas(table));
  const candidates = await readFrom(candidatesPath, (table) =>
    readCandidates(table, quotas, {
      ...(idColumn === undefined ? {} : { idColumn }),
      ...(address === undefined ? {} : { addressColumns: address.split(",") }),
    }),
  );
  return { candidates, quotas, size };
}

/** Reads a table and what it holds; a refusal says which file. */
async function readFrom<Read>(path: string, read: (table: PanelTable) => Read): Promise<Read> {
  const table = await readTable(path);
  try {
    return read(table);
  } catch (error) {
    if (error instanceof SortitionRefusal) throw new CommandRefusal(error.code, `${path}: ${error.message}`);
    throw error;
  }
}

async function readTable(path: string): Promise<PanelTable> {
  const full = fullPath(path);
  const found = statSync(full, { throwIfNoEntry: false });
  if (found?.isFile() !== true) throw new CommandRefusal("no-such-file", `there is no file ${path}`);
  if (found.size > FILE_BYTES_MAX) throw new CommandRefusal("too-large", `${path} is larger than ${FILE_BYTES_MAX} bytes`);
  const table = await readCsv({ path: full });
  if (isRefusal(table)) throw new CommandRefusal(table.code, noTable(path, table));
  const rows: PanelTableRow[] = [];
  for await (const row of table.rows) {
    if (isRefusal(row)) throw new CommandRefusal(row.code, noTable(path, row));
    rows.push(row);
  }
  return { headings: table.headings, rows };
}

function relaxQuotas(request: PanelRequest, relaxation: Relaxation): PanelRequest["quotas"] {
  return request.quotas.map(({ feature, value, min, max }) => {
    const changed = relaxation.quotas.find((quota) => quota.feature === feature && quota.value === value);
    return { feature, value, ...(changed?.to ?? { min, max }) };
  });
}

function linesOf({ quotas }: Relaxation): string {
  return quotas
    .map(({ feature, value, from, to }) => `  ${feature}: ${value} from ${from.min}–${from.max} to ${to.min}–${to.max}\n`)
    .join("");
}

function describeProgress({ doing, panels, reached }: FairestProgress): string {
  switch (doing) {
    case "covering":
      return `${panels} panels, in which ${reached} kinds of candidates are`;
    case "approaching":
      return `${panels} panels, ${reached.toPrecision(2)} from the fairest probabilities`;
    case "raising":
      return `${panels} panels, probability raised to ${reached.toPrecision(6)}`;
    case "rounding":
      return `${panels} tickets`;
  }
}

function textOption(input: CommandInput, name: string): string | undefined {
  const value = input.values[name];
  return typeof value === "string" ? value : undefined;
}

function wholeOption(input: CommandInput, name: string): number | undefined {
  const value = textOption(input, name);
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(value))
    throw new CommandRefusal("bad-option", `--${name} is a whole number above zero, not «${value}»`);
  return Number(value);
}

function fullPath(path: string): string {
  return resolve(process.env["INIT_CWD"] ?? process.cwd(), path);
}
