import { sign } from "node:crypto";
import { once } from "node:events";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cosign, isConsistent, sightLog, type Sighting } from "@gongzhi/log-verifier";
import { CommandRefusal, type Command, type CommandInput } from "../command.ts";
import { openKeptHeads } from "../kept-heads.ts";
import { type LogSource, openLog } from "../log-source.ts";
import { openOwnKey, type OwnKey } from "../witness-key.ts";
import { startWitness } from "../witness-server.ts";

export const command: Command = {
  summary: "Watch a record from outside: keep its signed heads, cosign those that hold every head seen before.",
  usage:
    "URL|DIR --state DIR [--name NAME] [--key KEY] [--every SECONDS] | --serve PORT --log KEY … --state DIR [--name NAME] [--host HOST]",
  help: `
URL|DIR   any page of the tenant (https://host/t/qinghe), a mirror of its log, or a downloaded copy
--state   where the witness keeps its key and what it saw; keep this folder away from whoever runs the record
--name    the witness's name, given once: its key is made then (witness.example.org/village-school)
--key     the log's key as you have it from elsewhere; otherwise the one found the first time is held to
--every   goes on looking, every so many seconds (10 to 86,400), until it finds something wrong or is stopped
--serve   instead of looking, is sent heads: POST /add-checkpoint (C2SP tlog-witness) on this port, until it is stopped
--log     the key of a log it cosigns, as somebody trusted gave it; once for each
--host    where it listens, 127.0.0.1 if not said: TLS is for the proxy before it

One that serves needs a folder and a key of its own, and prints that key first. Of two signed heads of one size both are kept.
A head that holds is written to DIR with the witness's own line below it (C2SP tlog-cosignature): put that file where others can read
it, and give them the witness's key for gongzhi verify --seen FILE --witness KEY. Of a log that was set back or forked both signed
heads are kept: together they prove it. Nothing is asked of a database; no code is shared with what writes the log.
Prints a JSON line a sighting: verdict, says, size, root, cosigned, file. Exit code: 0 cosigned, 1 something is wrong, 2 refused.`,
  options: {
    state: { type: "string" },
    name: { type: "string" },
    key: { type: "string" },
    every: { type: "string" },
    serve: { type: "string" },
    log: { type: "string", multiple: true },
    host: { type: "string" },
  },
  run: witness,
};

const LEAST_PAUSE_SECONDS = 10;
const MOST_PAUSE_SECONDS = 86_400;

async function witness(input: CommandInput): Promise<number> {
  const { positionals, values, stderr } = input;
  if (values["serve"] !== undefined) return await serve(input);
  const [place, ...more] = positionals;
  if (place === undefined || more.length > 0 || typeof values["state"] !== "string")
    throw new CommandRefusal("arguments", "needs one address or folder, and where to keep what was seen: URL|DIR --state DIR");
  const pause = pauseOf(values["every"]);
  const folder = folderOf(values["state"]);
  const own = await openOwnKey(folder, values["name"], "looks");
  for (;;) {
    const code = await look(input, place, folder, own).catch((error: unknown) => {
      const passing = pause !== undefined && error instanceof CommandRefusal && error.code === "unreachable";
      if (!passing) throw error;
      stderr.write(`${error.message}\n`);
      return 0;
    });
    if (code !== 0 || pause === undefined) return code;
    await sleep(pause * 1000);
  }
}

function folderOf(state: string): string {
  return resolve(process.env["INIT_CWD"] ?? process.cwd(), state);
}

const MOST_PORT = 65_535;

async function serve({ positionals, values, stdout, stderr }: CommandInput): Promise<number> {
  const port = Number(values["serve"]);
  if (positionals.length > 0 || typeof values["state"] !== "string" || !Number.isInteger(port) || port < 0 || port > MOST_PORT)
    throw new CommandRefusal("arguments", "needs a port and where to keep what was cosigned: --serve PORT --log KEY --state DIR");
  const folder = folderOf(values["state"]);
  const own = await openOwnKey(folder, values["name"], "serves");
  const logs = [values["log"] ?? []].flat().filter((one) => typeof one === "string");
  const host = typeof values["host"] === "string" ? values["host"] : "127.0.0.1";
  const witnessing = await startWitness({ logs, folder, own, port, host, say: (line) => stderr.write(`${line}\n`) });
  stdout.write(`${JSON.stringify({ witness: own.text, addCheckpoint: `http://${host}:${witnessing.port}/add-checkpoint` })}\n`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await witnessing.close();
  return 0;
}

async function look({ values, stdout, stderr }: CommandInput, place: string, folder: string, own: OwnKey): Promise<number> {
  const source = await openLog(place);
  const heads = await openKeptHeads(folder, source.place);
  try {
    const given = typeof values["key"] === "string" ? values["key"] : undefined;
    if (given !== undefined && heads.kept !== undefined && heads.kept.key !== given)
      throw new CommandRefusal("other-key", `${source.place} was first seen with the key ${heads.kept.key}`);
    const key = heads.kept?.key ?? given;
    const before = heads.kept?.checkpoint;
    const sighting = await sightLog(source.read, {
      ...(key === undefined ? {} : { key }),
      ...(before === undefined ? {} : { checkpoint: before }),
    });
    const cosigned = isConsistent(sighting);
    const file = cosigned ? await cosignHead(heads, sighting, own) : await keepEvidence(heads, sighting, before);
    const { verdict, says, origin, size, root, key: logKey } = sighting;
    stdout.write(`${JSON.stringify({ verdict, says, origin, size, root, key: logKey, cosigned, witness: own.text, file })}\n`);
    stderr.write(`${saySighting(sighting, source, file)}\n`);
    return cosigned ? 0 : 1;
  } finally {
    await heads.close();
  }
}

type Heads = Awaited<ReturnType<typeof openKeptHeads>>;

/** The head is kept before it is cosigned: whatever is killed in between, nothing is cosigned that was not remembered. */
async function cosignHead(heads: Heads, { checkpoint, key }: Sighting, own: OwnKey): Promise<string> {
  if (checkpoint === null || key === null) throw new Error("a consistent sighting has a head and a key");
  await heads.keep({ key, checkpoint });
  const at = Math.floor(Date.now() / 1000);
  const note = await cosign(checkpoint, own.text, at, (message) => new Uint8Array(sign(null, message, own.privateKey)));
  return await heads.put(".checkpoint", note);
}

/** Two heads signed by one key that cannot both be true: kept for good, and never written over by the next. */
async function keepEvidence(
  heads: Heads,
  { verdict, checkpoint, size }: Sighting,
  before: string | undefined,
): Promise<string | null> {
  if (before === undefined || checkpoint === null || (verdict !== "forked" && verdict !== "shrunk")) return null;
  return await heads.put(`.${verdict}-${size}-${Math.floor(Date.now() / 1000)}.txt`, `${before}\n${checkpoint}`);
}

function saySighting({ verdict, says, origin }: Sighting, { place }: LogSource, file: string | null): string {
  const what = `${origin ?? place}: ${says}`;
  if (verdict === "first" || verdict === "same" || verdict === "follows") return `COSIGNED: ${what}\n${file}`;
  const proof = file === null ? "" : `\nBoth signed heads are in ${file}: show them to others.`;
  return `NOT COSIGNED: ${what} [${verdict}]${proof}`;
}

function pauseOf(value: CommandInput["values"][string]): number | undefined {
  if (value === undefined) return undefined;
  const seconds = Number(value);
  if (!Number.isInteger(seconds) || seconds < LEAST_PAUSE_SECONDS || seconds > MOST_PAUSE_SECONDS)
    throw new CommandRefusal("arguments", `--every takes ${LEAST_PAUSE_SECONDS} to ${MOST_PAUSE_SECONDS} seconds`);
  return seconds;
}
