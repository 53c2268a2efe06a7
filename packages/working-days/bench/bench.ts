import { createRequire } from "node:module";
import { SHIPPED_HOLIDAY_TABLES, dueAt, legalDayAt } from "../src/index.ts";

/** At least this many deadlines a second on one core. */
const GOAL = 100_000;
const DEADLINES = 100_000;
const WORKING_DAYS = 15;
const MS_PER_HOUR = 3_600_000;
/** From 2008 on for 16 years: every day counted has a table. */
const FIRST_MS = Date.UTC(2008, 0, 1);
const HOURS = 140_000;

/** The library our tables are taken from, which also counts working days (but neither deadlines nor missing years). */
type ChineseDays = { readonly findWorkday: (days: number, day: string) => string };

/**
 * Deadlines of 15 working days, the usual reply, ours and the peer's turn by turn, and whether the last days agree. Counted by the
 * processor time of this process: neighbours on a shared machine do not count.
 */
export async function bench(emit: (line: Record<string, unknown>) => void): Promise<void> {
  const peer = loadPeer();
  const days = Array.from({ length: DEADLINES }, (_, index) => legalDayAt(FIRST_MS + ((index * 7) % HOURS) * MS_PER_HOUR));
  const ours = (day: string): string =>
    dueAt({ from: `${day}T10:00:00+08:00`, amount: WORKING_DAYS, unit: "working-days" }, SHIPPED_HOLIDAY_TABLES).lastDay;
  for (let round = 0; round < 2; round += 1) {
    const line = { name: "working-days: deadlines/s a core", round, ours: perSecond(days, ours), goal: GOAL };
    if (peer === null) {
      emit({ ...line, peer: "chinese-days", absent: true });
      continue;
    }
    const theirs = (day: string): string => peer.findWorkday(WORKING_DAYS, day);
    const peerSpeed = perSecond(days.slice(0, DEADLINES / 10), theirs);
    const differences = days.slice(0, DEADLINES / 10).filter((day) => ours(day) !== theirs(day)).length;
    emit({ ...line, peer: peerSpeed, ratio: Math.round((line.ours * 10) / peerSpeed) / 10, differences });
  }
  await Promise.resolve();
}

function loadPeer(): ChineseDays | null {
  try {
    return createRequire(import.meta.url)("chinese-days") as ChineseDays;
  } catch {
    return null;
  }
}

function perSecond(days: readonly string[], act: (day: string) => string): number {
  const before = process.cpuUsage();
  for (const day of days) act(day);
  const { user, system } = process.cpuUsage(before);
  return Math.round((days.length * 1_000_000) / (user + system));
}
