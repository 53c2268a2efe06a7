import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { CommandRefusal, type Command } from "../command.ts";
import { findWrongRates, isRatesFile } from "../rates-file.ts";

const MOST_BYTES = 256 * 1024 * 1024;
const PATIENCE_MS = 60_000;

export const command: Command = {
  summary: "Reckon the published rates of appeals again from the published counts",
  usage: "URL|FILE.json",
  help: `
URL          …/t/TENANT/appeals/rates-data?format=json, as the page of the rates gives it
FILE.json    the same, downloaded before

Everything needed is in the file: the rule with its formulas and exclusions, the counts by month, place, unit and matter, and the rates
as the pages show them. This program shares no code with the one that publishes them.
Prints {"rule", "version", "from", "to", "checked": figures, "wrong": [lines]}.
Exit code: 0 all figures agree, 1 some do not, 2 refused input or no answer.

  gongzhi verify rates "http://localhost:3000/t/qinghe/appeals/rates-data?format=json"`,
  options: {},
  run: async ({ positionals, stdout, stderr }) => {
    const [place, ...more] = positionals;
    if (place === undefined || more.length > 0) throw new CommandRefusal("arguments", "needs one address or file: URL|FILE.json");
    const file = parse(/^https?:/i.test(place) ? await ask(place) : await read(place), place);
    if (!isRatesFile(file)) throw new CommandRefusal("not-rates", `${place} is not a file of published rates`);
    const { checked, wrong } = findWrongRates(file);
    const { rule, from, to } = file;
    stdout.write(`${JSON.stringify({ rule: rule.key, version: rule.version, from, to, checked, wrong })}\n`);
    for (const line of wrong) stderr.write(`${line}\n`);
    return wrong.length === 0 ? 0 : 1;
  },
};

async function ask(address: string): Promise<string> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) throw new CommandRefusal("no-answer", `${address} answers ${response.status}`);
    return withinLimit(await response.text(), address);
  } catch (error) {
    if (error instanceof CommandRefusal) throw error;
    throw new CommandRefusal(
      "no-answer",
      `${address} gives no answer: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** npm starts the program in its own folder, and says in which it was asked. */
async function read(path: string): Promise<string> {
  const full = resolve(process.env["INIT_CWD"] ?? process.cwd(), path);
  const found = await stat(full).catch(() => undefined);
  if (found?.isFile() !== true) throw new CommandRefusal("no-such-file", `there is no file ${path}`);
  if (found.size > MOST_BYTES) throw new CommandRefusal("too-large", `${path} is larger than ${MOST_BYTES} bytes`);
  return await readFile(full, "utf8");
}

function withinLimit(text: string, place: string): string {
  if (text.length > MOST_BYTES) throw new CommandRefusal("too-large", `${place} is larger than ${MOST_BYTES} bytes`);
  return text;
}

function parse(text: string, place: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new CommandRefusal("not-json", `${place} is not JSON`);
  }
}
