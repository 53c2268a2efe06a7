import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { BenchServer } from "../intake/start-server.ts";
import { withAdmin } from "../intake/with-admin.ts";
import type { Sample } from "./samples.ts";

/** Meetings called at once. */
const AT_ONCE = 16;
const POLL_MS = 200;
const NIGHT_POLL_MS = 2_000;
const WEEK_MS = 7 * 86_400_000;

/** Leaves under no signed head yet, and for how many seconds the oldest has been given. */
async function behind(admin: pg.Client): Promise<{ readonly left: number; readonly oldest: number }> {
  const { rows } = await admin.query<{ left: number; oldest: number }>(`
    select count(*)::int as left, coalesce(extract(epoch from clock_timestamp() - min(given_at)), 0)::float8 as oldest from (
      select given_at from record.waiting
      union all select e.given_at from record.log l join record.entry e on e.tenant_id = l.tenant_id
        and e.index >= coalesce((select max(c.size) from record.checkpoint c where c.tenant_id = l.tenant_id), 0) where l.due_at is not null) w`);
  return rows[0] ?? { left: 0, oldest: 0 };
}

/** Until every leaf stands under a signed head. */
export async function settleRecord(server: BenchServer): Promise<void> {
  await withAdmin(server, async (admin) => {
    while ((await behind(admin)).left > 0) await sleep(POLL_MS);
  });
}

/** Until no work of the night is left that is due: a house that was kept since yesterday has all of it to do. */
export async function settleNight(server: BenchServer): Promise<void> {
  await withAdmin(server, async (admin) => {
    for (;;) {
      const { rows } = await admin.query<{ left: number }>(
        "select count(*)::int as left from platform.job where state in ('waiting', 'running') and due_at <= now() + interval '1 minute'",
      );
      if (rows[0]?.left === 0) return;
      await sleep(NIGHT_POLL_MS);
    }
  });
}

/**
 * Every tenant calls a meeting, one after the other as fast as the house takes them: each notice goes on its own record. How long it takes until the
 * last of them stands under a signed head, and how long one waited at most.
 */
export async function measureLag(server: BenchServer, samples: readonly Sample[]): Promise<Record<string, number>> {
  await settleRecord(server);
  return await withAdmin(server, async (admin) => {
    const began = performance.now();
    let called = Number.NaN;
    let oldest = 0;
    const watch = async () => {
      for (;;) {
        const now = await behind(admin);
        oldest = Math.max(oldest, now.oldest);
        if (now.left === 0 && !Number.isNaN(called)) return;
        await sleep(POLL_MS);
      }
    };
    await Promise.all([watch(), callAll(server, samples).then(() => (called = performance.now()))]);
    const seconds = (ms: number) => Math.round(ms / 100) / 10;
    return {
      notices: samples.length,
      calledSeconds: seconds(called - began),
      publishedSecondsAfterLast: seconds(performance.now() - called),
      oldestSeconds: Math.round(oldest * 10) / 10,
    };
  });
}

async function callAll(server: BenchServer, samples: readonly Sample[]): Promise<void> {
  const waiting = samples.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const sample of waiting) await call(server, sample);
    }),
  );
}

async function call(server: BenchServer, { slug, token, area, committee }: Sample): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${server.port}/api/v1/t/${slug}/meetings/convene-meeting`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({
      kind: "representatives-meeting",
      area,
      due: "villagers-representatives",
      convener: committee,
      title: "村民代表会议",
      meetsAt: new Date(Date.now() + WEEK_MS).toISOString(),
      place: "村委会二楼会议室",
      chair: "村委会主任",
      items: [{ title: "村东路安装路灯", wording: "同意在村东路安装二十盏太阳能路灯。", matter: "" }],
    }),
  });
  if (!answer.ok) throw new Error(`${slug}: ${answer.status} ${await answer.text()}`);
}
