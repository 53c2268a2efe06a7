import { createHash } from "node:crypto";
import { verifyRecord } from "@gongzhi/log-verifier";
import { makeRecord } from "./verify/make-record.ts";

const LEAVES = Number(process.env["GONGZHI_BENCH_LEAVES"] ?? 100_000);
const ROUNDS = 4;
/** Seconds of processor time for a record of 100,000 leaves. */
const GOAL = 10;

/**
 * What an outsider does to a whole record, in processor time of this process, turn by turn with Node's own hash over the same bytes: the
 * least that anybody takes who reads them all.
 */
export async function bench(emit: (line: Record<string, unknown>) => void): Promise<void> {
  const files = await makeRecord(LEAVES);
  const read = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    read.clear();
    const ours = await cpu(
      async () =>
        await verifyRecord(async (path) => {
          read.add(path);
          return files.get(path);
        }),
    );
    if (!ours.value.verified) throw new Error(`an honest record: ${JSON.stringify(ours.value.findings.slice(0, 3))}`);
    const bytes = [...read].map((path) => files.get(path) ?? new Uint8Array());
    const floor = await cpu(() => bytes.reduce((hash, part) => hash.update(part), createHash("sha256")).digest());
    if (round === 0) continue;
    emit({
      name: `verify a record of ${LEAVES} leaves, cpu s`,
      round,
      files: read.size,
      megabytes: Math.round(bytes.reduce((sum, { length }) => sum + length, 0) / 1e6),
      ours: Math.round(ours.seconds * 1000) / 1000,
      peer: Math.round(floor.seconds * 1000) / 1000,
      with: "node:crypto sha256 of the same bytes",
      ratio: Math.round((floor.seconds / ours.seconds) * 1000) / 1000,
      goal: GOAL,
    });
  }
}

async function cpu<T>(work: () => T | Promise<T>): Promise<{ readonly seconds: number; readonly value: T }> {
  globalThis.gc?.();
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1_000_000, value };
}
