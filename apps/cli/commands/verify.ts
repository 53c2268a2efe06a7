import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Report } from "@gongzhi/log-verifier";
import { CommandRefusal, type Command, type CommandInput } from "../command.ts";
import { openLog } from "../log-source.ts";
import { sayFinding, sayReport, verifyPatiently, WAIT_SECONDS } from "../verify-log.ts";

export const command: Command = {
  summary: "Check a whole record from outside: that nothing published was changed, removed or added past it.",
  usage: "URL|DIR [--key KEY] [--state DIR] [--seen FILE …] [--witness KEY … --witnesses N] [--wait SECONDS]",
  help: `
URL          any page of the tenant (https://host/t/qinghe) or a mirror of its log
DIR          a folder that gongzhi record download wrote: nothing is asked of anybody
--key        the log's key as you have it from elsewhere; otherwise the one beside the log is taken
--state      remembers the key and the newest head in DIR, and checks the next time that the log still holds it
--seen       a signed checkpoint somebody kept: the log must hold it (may be given several times)
--witness    a witness's key (several); --witnesses how many of them must have cosigned
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
  const state =
    typeof values["state"] === "string" ? await openState(resolve(process.cwd(), values["state"]), source.place) : undefined;
  const key = typeof values["key"] === "string" ? values["key"] : state?.kept?.key;
  const seen = await Promise.all(texts(values["seen"]).map(async (file) => await readFile(file, "utf8")));
  const keys = texts(values["witness"]);
  const needed = whole(values["witnesses"], keys.length);
  const options = {
    ...(key === undefined ? {} : { key }),
    seen: [...seen, ...(state?.kept === undefined ? [] : [state.kept.checkpoint])],
    witnesses: { keys, needed },
  };
  const report = await verifyPatiently(source, options, whole(values["wait"], WAIT_SECONDS));
  if (report.verified) await state?.keep(report);
  stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  for (const finding of report.findings) stderr.write(`${sayFinding(finding)}\n`);
  stderr.write(`${sayReport(report, source.place)}\n`);
  return report.verified ? 0 : 1;
}

type Kept = { readonly key: string; readonly checkpoint: string };

/** What was verified last of the log at a place: only heads that held are kept. */
async function openState(folder: string, place: string) {
  const file = join(folder, `${createHash("sha256").update(place).digest("hex").slice(0, 16)}.json`);
  const text = await readFile(file, "utf8").catch(() => undefined);
  const kept = text === undefined ? undefined : (JSON.parse(text) as Kept);
  return {
    kept,
    keep: async ({ key, checkpoint }: Report) => {
      await mkdir(folder, { recursive: true });
      await writeFile(`${file}.draft`, `${JSON.stringify({ place, key, checkpoint }, null, 2)}\n`);
      await rename(`${file}.draft`, file);
    },
  };
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
