import { sign } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { TextDecoder } from "node:util";
import { cosign, judgeSubmission, originOf, readKey, type SubmissionVerdict, type WitnessedLog } from "@gongzhi/log-verifier";
import { CommandRefusal } from "./command.ts";
import { type KeptHeads, openKeptHeads } from "./kept-heads.ts";
import type { OwnKey } from "./witness-key.ts";

export type WitnessOptions = {
  /** Keys of the logs it cosigns, as somebody trusted gave them. */
  readonly logs: readonly string[];
  /** Where it keeps what it cosigned. */
  readonly folder: string;
  readonly own: OwnKey;
  /** 0: any that is free. */
  readonly port: number;
  readonly host: string;
  readonly say: (line: string) => void;
};

export type RunningWitness = { readonly port: number; readonly close: () => Promise<void> };

/** 63 lines of proof, and a checkpoint with a few hundred cosignatures. */
const MOST_BYTES = 64 * 1024;
const MOST_READ = 4 * MOST_BYTES;
const MOST_LOGS = 1_000;
/** A checkpoint is sent at once or not at all. */
const REQUEST_MS = 10_000;

type Log = { readonly heads: KeptHeads; known: WitnessedLog; last: Promise<unknown> };

/** A witness that logs send their heads to (C2SP tlog-witness): `POST /add-checkpoint`. @throws CommandRefusal */
export async function startWitness(options: WitnessOptions): Promise<RunningWitness> {
  const logs = await openLogs(options);
  const closeLogs = async () => {
    await Promise.all([...logs.values()].map(async ({ heads, last }) => await last.then(heads.close, heads.close)));
  };
  const server = createServer({ requestTimeout: REQUEST_MS }, (request, response) => {
    answer(options, logs, request, response).catch((error: unknown) => {
      options.say(`not answered: ${String(error)}`);
      if (!response.headersSent) reply(response, 500, "this witness cannot keep what it would cosign\n");
    });
  });
  try {
    await listen(server, options);
  } catch (error) {
    await closeLogs();
    throw error;
  }
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await closeLogs();
    },
  };
}

async function listen(server: ReturnType<typeof createServer>, { port, host }: WitnessOptions): Promise<void> {
  server.listen(port, host);
  await once(server, "listening").catch((error: unknown) => {
    throw new CommandRefusal("port", `${host}:${port} cannot be listened at: ${String(error)}`);
  });
}

async function openLogs({ logs, folder }: WitnessOptions): Promise<ReadonlyMap<string, Log>> {
  if (logs.length === 0 || logs.length > MOST_LOGS)
    throw new CommandRefusal("arguments", `--log gives the key of a log to cosign, once for each of 1 to ${MOST_LOGS}`);
  const opened = new Map<string, Log>();
  for (const text of new Set(logs)) {
    const key = readKey(text);
    if (typeof key === "string") throw new CommandRefusal("arguments", `${text}: ${key}`);
    if (opened.has(key.name)) throw new CommandRefusal("arguments", `${key.name} is given two keys`);
    const heads = await openKeptHeads(folder, key.name);
    if (heads.kept !== undefined && heads.kept.key !== text)
      throw new CommandRefusal("other-key", `${key.name} was first cosigned with the key ${heads.kept.key}`);
    opened.set(key.name, { heads, known: heads.kept ?? { key: text }, last: Promise.resolve() });
  }
  return opened;
}

async function answer(
  options: WitnessOptions,
  logs: ReadonlyMap<string, Log>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.url !== "/add-checkpoint") return reply(response, 404, "a witness answers at /add-checkpoint\n");
  if (request.method !== "POST") return reply(response.setHeader("allow", "POST"), 405, "a checkpoint is sent by POST\n");
  const body = await readBody(request);
  if (body === undefined) return reply(response, 413, `at most ${MOST_BYTES} bytes of UTF-8\n`);
  const log = logs.get(originOf(body) ?? "");
  const judged = log === undefined ? { verdict: await judgeSubmission(body, () => undefined) } : await inTurn(options, log, body);
  const { verdict, lines = "" } = judged;
  options.say(`${verdict.status} ${originOf(body) ?? "?"}: ${verdict.says}`);
  if (verdict.status === 200) return reply(response, 200, lines);
  if (verdict.status === 409) return reply(response, 409, `${verdict.size}\n`, "text/x.tlog.size");
  reply(response, verdict.status, `${verdict.says}\n`);
}

type Judged = { readonly verdict: SubmissionVerdict; readonly lines?: string };

/** One after the other for a log: between the check of the old size and the keeping of the new head nothing else is judged. */
async function inTurn(options: WitnessOptions, log: Log, body: string): Promise<Judged> {
  const turn = log.last.then(async () => await judgeAndKeep(options, log, body));
  log.last = turn.catch(() => undefined);
  return await turn;
}

/** The head is on the disk before it is cosigned: whatever is killed in between, nothing is cosigned that was not remembered. */
async function judgeAndKeep({ own }: WitnessOptions, log: Log, body: string): Promise<Judged> {
  const verdict = await judgeSubmission(body, () => log.known);
  if (verdict.status === 409 && verdict.fork !== undefined)
    await log.heads.put(`.forked-${verdict.size}.txt`, `${log.known.checkpoint}\n${verdict.fork}`);
  if (verdict.status !== 200) return { verdict };
  const { checkpoint } = verdict;
  await log.heads.keep({ key: log.known.key, checkpoint });
  log.known = { key: log.known.key, checkpoint };
  const at = Math.floor(Date.now() / 1000);
  const note = await cosign(checkpoint, own.text, at, (message) => new Uint8Array(sign(null, message, own.privateKey)));
  return { verdict, lines: note.slice(checkpoint.length) };
}

/** @returns undefined where it is too long, or no text */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // What is beyond is read and thrown away: whoever sends it is to hear why.
    if (bytes <= MOST_BYTES) chunks.push(chunk);
    else if (bytes > MOST_READ) request.destroy();
  }
  if (bytes > MOST_BYTES) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    return undefined;
  }
}

function reply(response: ServerResponse, status: number, text: string, type = "text/plain; charset=utf-8"): void {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(text) }).end(text);
}
