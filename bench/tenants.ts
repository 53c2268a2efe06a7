import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpus, loadavg } from "node:os";
import { randomInt } from "node:crypto";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { compareTurns, CONNECTIONS, measureAnswers, warmUp, whileRests, type Measured } from "./intake/measure-answers.ts";
import { startServer, type BenchServer } from "./intake/start-server.ts";
import { withAdmin } from "./intake/with-admin.ts";
import { QUESTIONS, type Question } from "./tenants/questions.ts";
import { measureIdle } from "./tenants/measure-idle.ts";
import { measureLag, settleNight, settleRecord } from "./tenants/measure-lag.ts";
import { findSamples, type Sample } from "./tenants/samples.ts";

/** Of its time at a hundredth. */
const GOAL = 1.5;
/** A leaf stands under a signed head within so many seconds. */
const LAG_GOAL_SECONDS = 60;
const SECONDS = Number(process.env["GONGZHI_BENCH_SECONDS"] ?? 3);
/** Of which the middle one counts: `GONGZHI_BENCH_ROUNDS`. */
const TURNS = Number(process.env["GONGZHI_BENCH_ROUNDS"] ?? 3);
/** Of a thousand tenants every fifth is asked: each has to be asked once before the clock starts. */
const ASKED = 200;
/** Where the two houses are kept from one run to the next, so that the large one is made once: `GONGZHI_BENCH_KEEP`. */
const KEEP = process.env["GONGZHI_BENCH_KEEP"];
/** How many tenants the large one has: `GONGZHI_BENCH_TENANTS`; the small one a hundredth. */
const LARGE = Number(process.env["GONGZHI_BENCH_TENANTS"] ?? 1_000);
const RESIDENTS = 1_000;
const MEETINGS = 10;
/** A township of its own in both: size of one beside the number of all. `GONGZHI_BENCH_BIG`: its residents; 0: there is none. */
const BIG_RESIDENTS = Number(process.env["GONGZHI_BENCH_BIG"] ?? 50_000);
const BIG = { tenants: 1, residents: BIG_RESIDENTS, meetings: Math.round(BIG_RESIDENTS / 167) };
/** Only the questions whose name holds it. */
const ONLY = process.env["GONGZHI_BENCH_ONLY"] ?? "";

type Emit = (line: Record<string, unknown>) => void;
type House = { readonly server: BenchServer; readonly startSeconds: number };
type Asked = { readonly server: BenchServer; readonly samples: readonly Sample[] };

/**
 * Pages and queries of everyday work at 10 and at 1,000 tenants of 1,000 residents and 10 meetings each, in one run, turn by turn: 64 connections over
 * HTTP under row-level security, each question asked of a tenant drawn anew. Two servers, each with a database of its own; the one that is not asked
 * is stopped meanwhile. Then what many tenants cost by themselves: the start, the idle house, and how late the record is when every tenant publishes at once.
 */
export async function bench(emit: Emit): Promise<void> {
  const small = await open(emit, "small", Math.max(2, Math.round(LARGE / 100)));
  try {
    const large = await open(emit, "large", LARGE);
    try {
      await askBoth(emit, small.server, large.server);
      for (const { name, server, startSeconds } of [
        { name: "small", ...small },
        { name: "large", ...large },
      ])
        emit({ name: `tenants: house of the ${name}`, startSeconds, ...(await measureIdle(server)) });
      for (const [name, { server }] of [
        ["small", small],
        ["large", large],
      ] as const)
        emit({
          name: `tenants: record, ${name}`,
          ...(await measureLag(server, await findSamples(server))),
          goal: LAG_GOAL_SECONDS,
        });
    } finally {
      await large.server.stop();
    }
  } finally {
    await small.server.stop();
  }
}

async function open(emit: Emit, name: string, tenants: number): Promise<House> {
  const place = KEEP === undefined ? undefined : join(KEEP, name);
  const first = await startServer(place);
  const many = { tenants, residents: tenants * RESIDENTS, meetings: tenants * MEETINGS };
  const plans = BIG_RESIDENTS === 0 ? [many] : [many, BIG];
  for (const plan of plans) emit({ name: `tenants: made, ${name}`, ...(await fill(first, plan)), cpus: cpus().length });
  await settleRecord(first);
  if (place === undefined) return { server: first, startSeconds: Number.NaN };
  await first.stop();
  const began = performance.now();
  const server = await startServer(place);
  const startSeconds = round2((performance.now() - began) / 1_000);
  await settleNight(server);
  return { server, startSeconds };
}

async function askBoth(emit: Emit, small: BenchServer, large: BenchServer): Promise<void> {
  const [here, beyond] = [await findSamples(small), await findSamples(large)];
  const questions = QUESTIONS.filter(({ name }) => name.includes(ONLY));
  await compare(emit, "", questions, [asked(small, here, false), asked(large, beyond, false)]);
  if (BIG_RESIDENTS === 0) return;
  const ofMany = questions.filter(({ big }) => big === true);
  await compare(emit, ", of the big one", ofMany, [asked(small, here, true), asked(large, beyond, true)]);
}

function asked(server: BenchServer, samples: readonly Sample[], big: boolean): Asked {
  const ours = samples.filter((one) => one.big === big);
  const step = Math.max(1, Math.floor(ours.length / ASKED));
  return { server, samples: ours.filter((_, place) => place % step === 0) };
}

async function compare(
  emit: Emit,
  of: string,
  questions: readonly Question[],
  [here, beyond]: readonly [Asked, Asked],
): Promise<void> {
  for (const question of questions) {
    for (const one of [here, beyond]) await askEach(one, question);
    const turns: { readonly small: Measured; readonly large: Measured }[] = [];
    for (let turn = 0; turn < TURNS; turn += 1)
      turns.push({
        small: await whileRests(beyond.server, async () => await measure(here, question)),
        large: await whileRests(here.server, async () => await measure(beyond, question)),
      });
    emit({ name: `tenants: ${question.name}${of}`, ...compareTurns(turns), goal: GOAL, load: round2(loadavg()[0] ?? 0) });
  }
}

/** What is read for the first time in a process, and who looked at whom, is written down before it is measured. */
async function askEach({ server, samples }: Asked, question: Question): Promise<void> {
  const waiting = samples.values();
  const inTurn = () => requestOf(server, question, waiting.next().value ?? samples[0]);
  await warmUp(server, inTurn, Math.ceil(samples.length / CONNECTIONS) + 1);
}

async function measure({ server, samples }: Asked, question: Question): Promise<Measured> {
  const drawn = () => requestOf(server, question, samples[randomInt(samples.length)]);
  return await measureAnswers(server, question.name, drawn, SECONDS);
}

function requestOf(server: BenchServer, question: Question, sample: Sample | undefined): Buffer {
  if (sample === undefined) throw new Error("there is no tenant to ask");
  return Buffer.from(`${headOf(server, question, sample)}\r\n\r\n`);
}

function headOf(server: BenchServer, { path, as }: Question, sample: Sample): string {
  // Limits count by address: each request tells one of its own, as a province's phones would.
  const address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
  const lines = [`GET ${path(sample)} HTTP/1.1`, `host: 127.0.0.1:${server.port}`, `x-forwarded-for: ${address}`];
  return [...lines, ...(as === "clerk" ? [`authorization: Bearer ${sample.token}`] : [])].join("\r\n");
}

const CLI = fileURLToPath(new URL("../apps/cli/main.ts", import.meta.url));

/** Fills a house by the command an operator would use, and lets the database look at what it has. */
async function fill(server: BenchServer, plan: typeof BIG): Promise<Record<string, unknown>> {
  const options = Object.entries(plan).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const command = spawn(process.execPath, [CLI, "demo", ...options], { env: server.env, stdio: ["ignore", "pipe", "inherit"] });
  const [said, [code]] = await Promise.all([text(command.stdout), once(command, "exit") as Promise<[number | null]>]);
  if (code !== 0) throw new Error(`gongzhi demo ended with ${code}`);
  const made = JSON.parse(said) as { readonly made: number };
  // As autovacuum would in time.
  if (made.made > 0) await withAdmin(server, async (admin) => await admin.query("vacuum analyze"));
  return made;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
