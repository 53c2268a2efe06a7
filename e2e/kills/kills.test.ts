import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { findBroken } from "#apps/server/testing/invariants/find-broken.ts";
import { startDemoTown, type TestServer } from "../harness/server.ts";
import { askDatabase } from "../harness/database.ts";
import { killVictim, VICTIMS, type Victim } from "./kill.ts";
import { keepWriting, send, sendUntilAnswered, type Door, type Write } from "./writers.ts";

const NIGHTLY = process.env["GONGZHI_NIGHTLY"] === "1";
const KILLS = Number(process.env["GONGZHI_KILLS"] ?? (NIGHTLY ? 200 : 20));
const WRITERS = 8;
/** TRUST case 8, by night. By day two browsers with their servers run beside it, and a start takes its turn with theirs. */
const RESTART_MS = NIGHTLY ? 10_000 : 90_000;

let server: TestServer;
let door: Door;
let since: Date;
let appealsBefore: number;
let calmStartMs: number;
const written: Write[] = [];

beforeAll(async () => {
  server = await startDemoTown(inject("demoFolder"));
  await server.stop();
  const before = performance.now();
  await server.start();
  calmStartMs = performance.now() - before;
  const units = await ask<{ id: string }>("select id from organizations.organization where name = '村镇建设办公室'");
  const people = {
    clerk: await signIn("19900000001"),
    works: await signIn("19900000002"),
    residents: [await signIn("19900000011"), await signIn("19900000012")],
  };
  door = { url: server.url, people, unit: units[0]?.id ?? "" };
  since = new Date();
  appealsBefore = await countAppeals();
}, 10 * 60_000);
afterAll(async () => {
  await server.close();
});

async function ask<Row extends object>(text: string): Promise<readonly Row[]> {
  return await askDatabase(server.dataDir, async (client) => (await client.query<Row>(text)).rows);
}

/** All of them: of what is raised without a name only the day is kept. */
async function countAppeals(): Promise<number> {
  return (await ask<{ count: number }>("select count(*)::int as count from appeals.appeal"))[0]?.count ?? 0;
}

async function signIn(phone: string): Promise<string> {
  const response = await fetch(`${server.url}/api/v1/t/qinghe/accounts/demo-sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ phone }),
  });
  return ((await response.json()) as { readonly token: string }).token;
}

async function recover(victim: Victim): Promise<number> {
  const before = performance.now();
  if (victim === "server" || victim === "both") await server.start();
  else await until(async () => (await fetch(`${server.url}/readyz`).catch(() => undefined))?.status === 200);
  return performance.now() - before;
}

async function until(holds: () => Promise<boolean>, withinMs = 120_000): Promise<void> {
  const giveUp = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > giveUp) throw new Error(`did not happen in time; the server said:\n${server.output.slice(-3_000)}`);
    await sleep(100);
  }
}

/** Whole once more, and nothing acknowledged is answered otherwise. @returns how many of the round were acknowledged. */
async function checkRound(round: readonly Write[]): Promise<number> {
  for (const write of round) {
    const before = write.answer;
    const after = await sendUntilAnswered(door, write);
    expect(after, `${write.name} under ${write.key} was acknowledged otherwise`).toBe(before ?? after);
    write.answer = after;
  }
  return round.length;
}

describe(`${KILLS} times kill -9 during writes`, () => {
  test.each(Array.from({ length: KILLS }, (_, index) => [index + 1, VICTIMS[index % VICTIMS.length] ?? "both"] as const))(
    "%i: %s; nothing acknowledged is lost, nothing is half done",
    async (index, victim) => {
      const rounds = Array.from({ length: WRITERS }, (): Write[] => []);
      let killed = false;
      const writing = rounds.map((noted, writer) => keepWriting(door, `${index}-${writer}`, () => killed, noted));
      await sleep(200 + Math.random() * 800);
      await killVictim(server, victim);
      killed = true;
      await Promise.all(writing);
      const restartMs = await recover(victim);
      const broken = await findBroken(ask, since);
      expect(broken).toEqual([]);
      const round = rounds.flat();
      expect(await checkRound(round)).toBeGreaterThan(0);
      written.push(...round);
      // A machine that needs long for a start nobody was killed before is given three times that.
      expect(restartMs).toBeLessThan(Math.max(RESTART_MS, 3 * calmStartMs));
    },
    10 * 60_000,
  );

  test(
    "in the end each write was done once, each notice made once, and the pages of the database are whole",
    async () => {
      await until(async () => (await ask("select 1 from platform.outbox where due_at <= now() limit 1")).length === 0);
      const raised = written.filter(({ name }) => name === "appeals/raise-appeal");
      expect((await countAppeals()) - appealsBefore).toBe(raised.length);
      const twice = await ask(
        `select path, topic, person_id, count(*) from platform.notice where created_at > timestamptz '${since.toISOString()}' group by 1, 2, 3 having count(*) > 1`,
      );
      expect(twice).toEqual([]);
      expect(await findBroken(ask, since)).toEqual([]);
      const failures = await ask<{ failures: number }>(
        "select coalesce(sum(checksum_failures), 0)::int as failures from pg_stat_database",
      );
      expect(failures[0]?.failures).toBe(0);
      expect(written.length).toBeGreaterThan(KILLS * WRITERS);
    },
    10 * 60_000,
  );

  test("a write under a key once used for another is refused, after every kill as before", async () => {
    const [first] = written;
    if (first === undefined) throw new Error("nothing was written");
    await expect(send(door, { ...first, input: { ...first.input, text: "另一件事，请来看看。" } })).rejects.toThrow("409");
  });
});
