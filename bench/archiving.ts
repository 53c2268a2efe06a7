import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { DEMO_SIGN_INS } from "#apps/demo/seed-people.ts";
import { fillHouse } from "./intake/fill-house.ts";
import { requestSource, TENANT } from "./intake/raise-requests.ts";
import { uuidv7Source } from "#platform/identifiers/uuidv7.ts";
import { signInResidents } from "./intake/residents.ts";
import { sendRequests } from "./intake/send-requests.ts";
import { startServer, type BenchServer } from "./intake/start-server.ts";
import { withAdmin } from "./intake/with-admin.ts";

/** The fewer there are, the more often archiving begins anew while it is measured: `GONGZHI_BENCH_APPEALS`. */
const APPEALS = Number(process.env["GONGZHI_BENCH_APPEALS"] ?? 60_000);
const CONNECTIONS = 16;
const SECONDS = Number(process.env["GONGZHI_BENCH_SECONDS"] ?? 8);
const WARM_UP_MS = 4_000;
const ROUNDS = 3;
const LOOK_MS = 50;
/** Accepted appeals a second while it runs, to those while nothing runs. */
const GOAL = 0.5;
const newId = uuidv7Source(Date.now, (bytes) => crypto.getRandomValues(bytes));
const API = `/api/v1/t/${TENANT}`;
/** The nightly purge of personal data, the house's own. */
const PURGE = "platform/purge-personal";

type Measured = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number };

/** Long work, begun, stopped and let go on as a person does it. */
type LongWork = {
  /** Where it was, if it was stopped; otherwise anew. */
  readonly begin: () => Promise<void>;
  readonly goesOn: () => Promise<boolean>;
  readonly stop: () => Promise<void>;
  /** Rows it has looked at so far, all its turns together. */
  readonly looked: () => Promise<number>;
};

/**
 * Does long work stand in the way of whoever raises something? Appeals accepted a second over HTTP, and how long each waits, while nothing
 * runs, while closed appeals are archived, while the night's purge goes through the tables, and while both do, turn by turn in one run.
 */
export async function bench(emit: (line: Record<string, unknown>) => void): Promise<void> {
  const server = await startServer();
  try {
    emit({ name: "archiving: made, appeals/s", appeals: APPEALS, ours: await fillHouse(server, APPEALS) });
    const closed = await makeOld(server);
    const tokens = await withAdmin(server, async (admin) => await signInResidents(admin, TENANT));
    const archiving = archivingOf(server, await signIn(server, "clerk"));
    const purging = purgingOf(server, await signIn(server, "security"));
    const next = requestSource(server, tokens);
    await sendRequests(server.port, CONNECTIONS, performance.now() + WARM_UP_MS, next);
    for (let round = 0; round < ROUNDS; round += 1) {
      emit({ name: "intake while archiving", round, closed, ...(await compare(server, next, [archiving])) });
      emit({ name: "intake while purging", round, ...(await compare(server, next, [purging])) });
      emit({ name: "intake while archiving and purging", round, closed, ...(await compare(server, next, [archiving, purging])) });
    }
  } finally {
    await server.stop();
  }
}

async function compare(server: BenchServer, next: () => Buffer, works: readonly LongWork[]) {
  const alone = await intake(server, next);
  const looked = async () =>
    (await Promise.all(works.map(async (work) => await work.looked()))).reduce((sum, rows) => sum + rows, 0);
  const before = await looked();
  const ending = new AbortController();
  const turns = works.map(async (work) => await keepGoing(work, ending.signal));
  while ((await looked()) === before) await sleep(LOOK_MS);
  const began = await looked();
  const during = await intake(server, next);
  const rows = (await looked()) - began;
  ending.abort();
  const begun = (await Promise.all(turns)).reduce((sum, times) => sum + times, 0);
  return {
    ours: during,
    alone,
    ratio: round2(during.perSecond / alone.perSecond),
    ratioP99: round2(during.p99Ms / alone.p99Ms),
    rowsPerSecond: Math.round(rows / SECONDS),
    begun,
    goal: GOAL,
  };
}

/** It goes on for as long as it is measured: begun anew whenever it came to its end. @returns how often it was begun */
async function keepGoing(work: LongWork, ending: AbortSignal): Promise<number> {
  let begun = 0;
  while (!ending.aborted) {
    if (!(await work.goesOn())) {
      await work.begin();
      begun += 1;
    }
    await sleep(LOOK_MS);
  }
  await work.stop();
  return begun;
}

function archivingOf(server: BenchServer, token: string): LongWork {
  const last = async () =>
    await firstRow<{ id: string; state: string }>(
      server,
      "select id, state from appeals.archiving order by started_at desc limit 1",
    );
  return {
    goesOn: async () => (await last())?.state === "running",
    begin: async () => {
      const known = await last();
      if (known?.state === "stopped") return void (await call(server, token, "appeals/resume-archiving", { id: known.id }));
      // What was archived before is there to be archived again.
      await firstRow(server, "update appeals.appeal set archived_in = null, archived_place = null where archived_in is not null");
      await call(server, token, "appeals/start-archiving", {});
    },
    stop: async () => await stopUnlessOver(call(server, token, "appeals/stop-archiving", { id: (await last())?.id })),
    looked: async () =>
      (await firstRow<{ count: number }>(server, "select coalesce(sum(looked), 0)::int as count from appeals.archiving"))
        ?.count ?? 0,
  };
}

function purgingOf(server: BenchServer, token: string): LongWork {
  const all = `from platform.job where name = '${PURGE}' and tenant_id = (select id from platform.tenant where slug = '${TENANT}')`;
  const last = async () => (await firstRow<{ state: string }>(server, `select state ${all} order by id desc limit 1`))?.state;
  return {
    goesOn: async () => ["waiting", "running"].includes((await last()) ?? ""),
    begin: async () => {
      if ((await last()) === "stopped") await call(server, token, "accounts/resume-purge", { name: PURGE });
      else await beginPurge(server);
    },
    stop: async () => await stopUnlessOver(call(server, token, "accounts/stop-purge", { name: PURGE })),
    looked: async () =>
      (await firstRow<{ count: number }>(server, `select coalesce(sum((result ->> 'looked')::int), 0)::int as count ${all}`))
        ?.count ?? 0,
  };
}

/** It may have come to its end by itself just now. */
async function stopUnlessOver(stopping: Promise<unknown>): Promise<void> {
  await stopping.catch((error: unknown) => {
    if (!String(error).includes("not-running")) throw error;
  });
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

async function firstRow<Row extends object>(server: BenchServer, query: string): Promise<Row | undefined> {
  return await withAdmin(server, async (admin) => (await admin.query<Row>(query)).rows[0]);
}

/** As its clock would. */
async function beginPurge(server: BenchServer): Promise<void> {
  await withAdmin(server, async (admin) => {
    await admin.query(
      `insert into platform.job (tenant_id, id, name, key, payload, created_at, due_at)
       select id, $4, $1, $2, '{}', now(), now() from platform.tenant where slug = $3`,
      [PURGE, randomUUID(), TENANT, newId()],
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
