import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { DEMO_SIGN_INS } from "#apps/demo/seed-people.ts";
import { fillHouse } from "./intake/fill-house.ts";
import { requestSource, TENANT } from "./intake/raise-requests.ts";
import { signInResidents } from "./intake/residents.ts";
import { sendRequests } from "./intake/send-requests.ts";
import { startServer, type BenchServer } from "./intake/start-server.ts";
import { withAdmin } from "./intake/with-admin.ts";

/** Enough to be at it as long as it is measured: `GONGZHI_BENCH_APPEALS`. */
const APPEALS = Number(process.env["GONGZHI_BENCH_APPEALS"] ?? 60_000);
const CONNECTIONS = 16;
const SECONDS = Number(process.env["GONGZHI_BENCH_SECONDS"] ?? 8);
const WARM_UP_MS = 4_000;
const ROUNDS = 3;
/** Accepted appeals a second while it runs, to those while nothing runs. */
const GOAL = 0.5;
const API = `/api/v1/t/${TENANT}`;
/** The nightly purge of personal data, the house's own. */
const PURGE = "platform/purge-personal";

type Measured = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number };

/**
 * Does long work stand in the way of whoever raises something? Appeals accepted a second over HTTP, and how long each waits, while nothing
 * runs, while closed appeals are archived, and while the night's purge goes through the tables, turn by turn in one run. Both are started,
 * stopped and let go on as a person does it.
 */
export async function bench(emit: (line: Record<string, unknown>) => void): Promise<void> {
  const server = await startServer();
  try {
    emit({ name: "archiving: made, appeals/s", appeals: APPEALS, ours: await fillHouse(server, APPEALS) });
    const closed = await makeOld(server);
    const tokens = await withAdmin(server, async (admin) => await signInResidents(admin, TENANT));
    const [clerk, security] = [await signIn(server, "clerk"), await signIn(server, "security")];
    const next = requestSource(server, tokens);
    await sendRequests(server.port, CONNECTIONS, performance.now() + WARM_UP_MS, next);
    const { id } = (await call(server, clerk, "appeals/start-archiving", {})) as { readonly id: string };
    await call(server, clerk, "appeals/stop-archiving", { id });
    await beginPurge(server);
    await call(server, security, "accounts/stop-purge", { name: PURGE });
    for (let round = 0; round < ROUNDS; round += 1) {
      const archiving = { on: ["appeals/resume-archiving", { id }], off: ["appeals/stop-archiving", { id }] } as const;
      const purging = { on: ["accounts/resume-purge", { name: PURGE }], off: ["accounts/stop-purge", { name: PURGE }] } as const;
      emit({ name: "intake while archiving", round, closed, ...(await compare(server, next, clerk, archiving, ARCHIVED)) });
      emit({ name: "intake while purging", round, ...(await compare(server, next, security, purging, PURGED)) });
    }
  } finally {
    await server.stop();
  }
}

type Act = readonly [name: string, input: object];

async function compare(
  server: BenchServer,
  next: () => Buffer,
  token: string,
  { on, off }: { readonly on: Act; readonly off: Act },
  progress: string,
) {
  const alone = await intake(server, next);
  await call(server, token, ...on);
  const from = await countedBy(server, progress);
  while ((await countedBy(server, progress)) === from) await sleep(50);
  const began = await countedBy(server, progress);
  const during = await intake(server, next);
  const rows = (await countedBy(server, progress)) - began;
  // Where this is refused it came to its end meanwhile, and the line would tell too much: so does the run.
  await call(server, token, ...off);
  return {
    ours: during,
    alone,
    ratio: round2(during.perSecond / alone.perSecond),
    ratioP99: round2(during.p99Ms / alone.p99Ms),
    rowsPerSecond: Math.round(rows / SECONDS),
    goal: GOAL,
  };
}

async function intake(server: BenchServer, next: () => Buffer): Promise<Measured> {
  const sent = await sendRequests(server.port, CONNECTIONS, performance.now() + SECONDS * 1_000, next);
  if (sent.refused > 0) throw new Error(`${sent.refused} of ${sent.accepted + sent.refused} appeals were not accepted`);
  const at = (part: number) => round2(sent.latenciesMs[Math.floor(sent.latenciesMs.length * part)] ?? Number.NaN);
  return { perSecond: Math.round(sent.accepted / SECONDS), p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** What the demo closed lately was closed three years earlier. @returns how many there are to archive */
async function makeOld(server: BenchServer): Promise<number> {
  return await withAdmin(server, async (admin) => {
    const { rowCount } = await admin.query(
      `update appeals.appeal set raised_at = raised_at - interval '3 years', closed_at = closed_at - interval '3 years'
       where tenant_id = (select id from platform.tenant where slug = $1) and state in ('closed', 'withdrawn')`,
      [TENANT],
    );
    await admin.query("vacuum analyze appeals.appeal");
    return rowCount ?? 0;
  });
}

const ARCHIVED = "select coalesce(sum(looked), 0)::int as count from appeals.archiving";
const PURGED = `select coalesce(max((result ->> 'looked')::int), 0) as count from platform.job where name = '${PURGE}' and state <> 'done'`;

async function countedBy(server: BenchServer, query: string): Promise<number> {
  return await withAdmin(server, async (admin) => (await admin.query<{ count: number }>(query)).rows[0]?.count ?? 0);
}

/** As its clock would. */
async function beginPurge(server: BenchServer): Promise<void> {
  await withAdmin(server, async (admin) => {
    await admin.query(
      `insert into platform.job (tenant_id, id, name, key, payload, created_at, due_at)
       select id, gen_random_uuid(), $1, $2, '{}', now(), now() from platform.tenant where slug = $3`,
      [PURGE, randomUUID(), TENANT],
    );
  });
}

async function signIn(server: BenchServer, key: string): Promise<string> {
  const phone = DEMO_SIGN_INS.find((one) => one.key === key)?.phone;
  const answer = await post(server, "accounts/demo-sign-in", { phone }, {});
  return (answer as { readonly token: string }).token;
}

async function call(server: BenchServer, token: string, act: string, body: object): Promise<unknown> {
  return await post(server, act, body, { authorization: `Bearer ${token}`, "idempotency-key": randomUUID() });
}

async function post(
  server: BenchServer,
  path: string,
  body: object,
  headers: Readonly<Record<string, string>>,
): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${server.port}${API}/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return await answer.json();
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
