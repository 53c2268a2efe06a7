import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { CommandRefusal, type Command, type CommandInput } from "../command.ts";
import { type KeptHeads, openKeptHeads } from "../kept-heads.ts";
import { type LogSource, openLog } from "../log-source.ts";
import { sayFinding, sayReport, verifyPatiently, WAIT_SECONDS } from "../verify-log.ts";

export const command: Command = {
  summary: "Check a whole record from outside: that nothing published was changed, removed or added past it.",
  usage: "URL|DIR [--key KEY] [--state DIR] [--seen FILE …] [--witness KEY … --witnesses N] [--wait SECONDS]",
  help: `
URL          any page of the tenant (https://host/t/qinghe) or a mirror of its log
DIR          a folder that gongzhi record download wrote: nothing is asked of anybody
--key        the log's key as you have it from elsewhere; otherwise the one beside the log is taken
--state      remembers the key and the newest head in DIR, and checks the next time that the log still holds it
--seen       a signed checkpoint somebody kept, a witness's too: the log must hold it (may be given several times)
--witness    a witness's key (several); --witnesses how many of them must have cosigned this head, or one given with --seen
--wait       seconds that something may be on its way into the log (${WAIT_SECONDS}; 0: judge at once)

This verifier shares no code with what writes the log. It checks the signature, every tile and entry, the content beside each leaf,
every sealed field still shown, every erasure, and what the house shows as official now; each finding names leaf and page.
Prints one JSON object. Exit code: 0 verified, 1 findings, 2 refused input or no answer.`,
  options: {
    key: { type: "string" },
    state: { type: "string" },
    seen: { type: "string", multiple: true },
    witness: { type: "string", multiple: true },
    witnesses: { type: "string" },
    wait: { type: "string" },
  },
  run: verify,
};

async function verify({ positionals, values, stdout, stderr }: CommandInput): Promise<number> {
  const [place, ...more] = positionals;
  if (place === undefined || more.length > 0) throw new CommandRefusal("arguments", "needs one address or folder: URL|DIR");
  const source = await openLog(place);
  const state = typeof values["state"] === "string" ? await openKeptHeads(inFolder(values["state"]), source.place) : undefined;
  try {
    return await verifyAgainst(source, state, { values, stdout, stderr });
  } finally {
    await state?.close();
  }
}

async function verifyAgainst(
  source: LogSource,
  state: KeptHeads | undefined,
  { values, stdout, stderr }: Omit<CommandInput, "positionals">,
): Promise<number> {
  const key = typeof values["key"] === "string" ? values["key"] : state?.kept?.key;
  const seen = await Promise.all(texts(values["seen"]).map(readSeen));
  const keys = texts(values["witness"]);
  const options = {
    ...(key === undefined ? {} : { key }),
    seen: [...seen, ...(state?.kept === undefined ? [] : [state.kept.checkpoint])],
    witnesses: { keys, needed: whole(values["witnesses"], keys.length) },
  };
  const report = await verifyPatiently(source, options, whole(values["wait"], WAIT_SECONDS));
  if (report.verified && report.key !== null && report.checkpoint !== null)
    await state?.keep({ key: report.key, checkpoint: report.checkpoint });
  stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  for (const finding of report.findings) stderr.write(`${sayFinding(finding)}\n`);
  stderr.write(`${sayReport(report, source.place)}\n`);
  return report.verified ? 0 : 1;
}

async function readSeen(file: string): Promise<string> {
  return await readFile(inFolder(file), "utf8").catch((error: unknown) => {
    throw new CommandRefusal("no-file", `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
}

/** npm starts the program in its own folder, and says in which it was asked. */
function inFolder(path: string): string {
  return resolve(process.env["INIT_CWD"] ?? process.cwd(), path);
}

function texts(value: CommandInput["values"][string]): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function whole(value: CommandInput["values"][string], otherwise: number): number {
  if (value === undefined) return otherwise;
  const number = Number(value);
  if (typeof value !== "string" || !Number.isInteger(number) || number < 0 || number > 86_400)
    throw new CommandRefusal("arguments", `${String(value)} is no whole number of seconds or witnesses`);
  return number;
}
