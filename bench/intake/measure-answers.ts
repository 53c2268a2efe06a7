import type { BenchServer } from "./start-server.ts";
import { sendRequests } from "./send-requests.ts";

export type Measured = { readonly p50Ms: number; readonly p99Ms: number; readonly perSecond: number };

/** At once. */
export const CONNECTIONS = 64;
/** Answers a connection waits for, where the seconds are too short for them. */
const LEAST = 3;

/** Asks over 64 connections for so many seconds. @throws Error where one is not answered: a refusal is quick, and would flatter the figures */
export async function measureAnswers(
  server: BenchServer,
  name: string,
  request: () => Buffer,
  seconds: number,
): Promise<Measured> {
  const began = performance.now();
  const sent = await sendRequests(server.port, CONNECTIONS, began + seconds * 1_000, request, LEAST);
  const took = (performance.now() - began) / 1_000;
  if (sent.refused > 0) throw new Error(`${name}: ${sent.refused} of ${sent.accepted + sent.refused} were not answered`);
  const at = (part: number) => round2(sent.latenciesMs[Math.floor(sent.latenciesMs.length * part)] ?? Number.NaN);
  return { p50Ms: at(0.5), p99Ms: at(0.99), perSecond: Math.round(sent.accepted / took) };
}

/** Does it while another server stands still: what an idle house does by itself would slow the one that is asked, the more the more tenants it has. */
export async function whileRests<T>({ pid }: BenchServer, work: () => Promise<T>): Promise<T> {
  process.kill(pid, "SIGSTOP");
  try {
    return await work();
  } finally {
    process.kill(pid, "SIGCONT");
  }
}

/** Asks so many times over the same connections, untimed. */
export async function warmUp(server: BenchServer, request: () => Buffer, answersEach: number): Promise<void> {
  await sendRequests(server.port, CONNECTIONS, performance.now(), request, answersEach);
}

/**
 * Of two that were measured turn by turn, each figure's own middle one and their ratio: what else the machine does falls on some turns and not on
 * the middle.
 */
export function compareTurns(turns: readonly { readonly small: Measured; readonly large: Measured }[]) {
  const small = middle(turns.map((turn) => turn.small));
  const large = middle(turns.map((turn) => turn.large));
  return { small, large, ratio: { p50: round2(large.p50Ms / small.p50Ms), p99: round2(large.p99Ms / small.p99Ms) } };
}

function middle(turns: readonly Measured[]): Measured {
  const of = (figure: keyof Measured) =>
    turns.map((turn) => turn[figure]).toSorted((one, other) => one - other)[Math.floor(turns.length / 2)] ?? Number.NaN;
  return { p50Ms: of("p50Ms"), p99Ms: of("p99Ms"), perSecond: of("perSecond") };
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
