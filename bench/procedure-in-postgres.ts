import { readFileSync } from "node:fs";
import type { Variables } from "@gongzhi/procedure";
import { sql } from "kysely";
import { withHouse, type CommandHouse } from "#apps/cli/with-house.ts";
import { advanceCase, enactProcedure, openCase } from "#capabilities/cases/index.ts";
import type { ActionContext, Tenant } from "#platform/capability.ts";
import { systemActor } from "#platform/actor.ts";
import { isRefusal } from "#platform/refusal.ts";
import { systemContext } from "#platform/outbox/drain.ts";
import { scopeOf } from "#platform/registry/invoke.ts";
import { leaveTraces, noTraces } from "#platform/registry/leave-traces.ts";
import { tap, type Statement } from "./intake/record-statements.ts";
import { hasPgbench, runPgbench } from "./intake/run-pgbench.ts";
import { startServer, type BenchServer } from "./intake/start-server.ts";
import { withAdmin } from "./intake/with-admin.ts";
import { writeScript } from "./intake/write-script.ts";

/** Steps a second with PostgreSQL, to what its own client does of the same statements. */
const GOAL = 0.5;
const CONNECTIONS = 16;
const SECONDS = 6;
/** Cases that lie in the tables already: a step must not cost more for them. */
const SIZES = [10_000, 100_000, 1_000_000] as const;
/** Rows planted by one statement. */
const BATCH = 50_000;
/** Cases each connection may use up in one turn, on either side: more than two cores can. */
const CASES_EACH = 400;
const TENANT = "qinghe";
const KEY = "bench.six-steps";
/** What `procedure` runs in memory. */
const BPMN = readFileSync(new URL("../packages/procedure/bench/six-steps.bpmn", import.meta.url), "utf8");
const STEPS = ["register", "examine", "handle", "reply", "record", "close"] as const;
const BEGUN: Variables = { accepted: true };
/** Ids of cases are this and a number of twelve digits, so that pgbench can reckon them. */
const CASE_PREFIX = "00000000-0000-7000-8000-";
const FIRST = 200_000_000_000;
/** Stands in the recorded statements for the case's own id. */
const ANY_CASE = `${CASE_PREFIX}999999999999`;

/**
 * How many steps a second one process takes cases through, each step one durable transaction (the case locked, its rule read, the
 * engine run, case, task, events, audit and outbox written); beside it pgbench with the same statements on the same database, turn by
 * turn, on ever more cases that were done with before. Six steps a case, as in `procedure`.
 */
export async function bench(emit: (line: Record<string, unknown>) => void): Promise<void> {
  const server = await startServer();
  try {
    await withHouse({ env: server.env }, async (house) => {
      const tenant = await house.tenant(TENANT);
      const taken = await prepare(house, tenant);
      const script = hasPgbench() ? await makeScript(house, tenant, taken) : undefined;
      let planted = 0;
      for (const cases of SIZES) {
        await plantPast(server, tenant, planted, cases);
        planted = cases;
        emit({ cases, ...(await compare({ house, tenant, server, taken, script })) });
      }
    });
  } finally {
    await server.stop();
  }
}

type Turn = {
  readonly house: CommandHouse;
  readonly tenant: Tenant;
  readonly server: BenchServer;
  readonly taken: { next: number };
  readonly script: string | undefined;
};

async function compare({ house, tenant, server, taken, script }: Turn): Promise<Record<string, unknown>> {
  await addCases(house, tenant, taken.next, CONNECTIONS * CASES_EACH * 2);
  const until = performance.now() + SECONDS * 1000;
  const first = taken.next;
  const work = async (_: unknown, connection: number) => {
    let steps = 0;
    for (let index = 0; index < CASES_EACH; index += 1) {
      for (const element of STEPS) {
        await takeStep(house, tenant, idOf(first + connection * CASES_EACH + index), element);
        if (performance.now() >= until) return steps;
        steps += 1;
      }
    }
    throw new Error("there were too few cases");
  };
  const cost = process.cpuUsage();
  const steps = (await Promise.all(Array.from({ length: CONNECTIONS }, work))).reduce((sum, one) => sum + one, 0);
  const { user, system } = process.cpuUsage(cost);
  const ours = Math.round(steps / SECONDS);
  // What our process itself computes for a step: on a machine others crowd, one process gets one share where pgbench's backends get sixteen.
  const processorMsPerStep = Math.round((user + system) / steps / 10) / 100;
  const line = { name: `procedure in PostgreSQL: steps/s, ${CONNECTIONS} connections`, ours, processorMsPerStep, goal: GOAL };
  const theirs = first + CONNECTIONS * CASES_EACH;
  taken.next = theirs + CONNECTIONS * CASES_EACH;
  if (script === undefined) return { ...line, peer: "pgbench", absent: true };
  const cases = await runPgbench(server, script, CONNECTIONS, SECONDS, { first: theirs, each: CASES_EACH, nth: -1 });
  const peer = Math.round(cases * STEPS.length);
  return { ...line, peer, peerName: "pgbench", ratio: Math.round((ours / peer) * 1000) / 1000 };
}

function idOf(number: number): string {
  return `${CASE_PREFIX}${number}`;
}

/** The procedure, enacted, and one case of it: the others are like it. */
async function prepare(house: CommandHouse, tenant: Tenant): Promise<{ next: number }> {
  await inTenant(house, tenant, async (context) => {
    const made = {
      key: KEY,
      version: 1,
      title: "六步",
      titleEn: "Six steps",
      ruleKey: "appeals.deadlines",
      validFrom: "2024-01-01",
    };
    const refusal = await enactProcedure(context, { ...made, bpmn: BPMN });
    if (refusal !== undefined) throw new Error(JSON.stringify(refusal));
  });
  let ids = 0;
  await inTenant(house, tenant, async (context) => {
    // The first id a case asks for is its own.
    const newId = () => ((ids += 1) === 1 ? idOf(FIRST) : context.newId());
    const visible = { path: tenant.rootPath, ownerPerson: null, holderKey: null, public: false };
    await openCase(
      { ...context, newId },
      { procedure: KEY, kind: "bench", subjectId: context.newId(), visible, variables: BEGUN },
    );
  });
  return { next: FIRST + 1 };
}

/** Cases like the first, from a number on; each with its one open task. */
async function addCases(house: CommandHouse, tenant: Tenant, from: number, count: number): Promise<void> {
  await inTenant(house, tenant, async ({ tx }) => {
    const id = sql`(${CASE_PREFIX} || (${from}::bigint + n))::uuid`;
    const numbers = sql`generate_series(0::bigint, ${count - 1}::bigint) n`;
    await sql`insert into cases.case (tenant_id, id, number, kind, subject_id, procedure_key, procedure_version, division_path, state, marking, variables, opened_at)
      select tenant_id, ${id}, 'B' || (${from}::bigint + n), kind, subject_id, procedure_key, procedure_version, division_path, state, marking, variables, opened_at
      from cases.case, ${numbers} where tenant_id = ${tx.tenantId} and id = ${idOf(FIRST)}::uuid`.execute(tx.db);
    await sql`insert into cases.task (tenant_id, id, case_id, element, token, name, action, duty, division_path, state, opened_at)
      select tenant_id, gen_random_uuid(), ${id}, element, token, name, action, duty, division_path, state, opened_at
      from cases.task, ${numbers} where tenant_id = ${tx.tenantId} and case_id = ${idOf(FIRST)}::uuid`.execute(tx.db);
  });
}

/** Cases that ended long ago, up to so many, each with its last task and event; then PostgreSQL counts them, as it does by itself a minute later. */
async function plantPast(server: BenchServer, tenant: Tenant, from: number, until: number): Promise<void> {
  await withAdmin(server, async (admin) => {
    // What is copied keeps its foreign keys: they are not asked a million times.
    await admin.query("set session_replication_role = replica");
    for (let first = from; first < until; first += BATCH) {
      const numbers = `generate_series(${first}, ${Math.min(first + BATCH, until) - 1}) n`;
      const id = (digit: string) => `('${digit}0000000-0000-7000-8000-' || (${FIRST} + n))::uuid`;
      const ofCase = `('00000000-0000-7000-9000-' || (${FIRST} + n))::uuid`;
      const model = [tenant.id, idOf(FIRST)];
      await admin.query(
        `insert into cases.case (tenant_id, id, number, kind, subject_id, procedure_key, procedure_version, division_path, state, outcome, marking, variables, opened_at, ended_at)
         select tenant_id, ${ofCase}, 'P' || n, kind, subject_id, procedure_key, procedure_version, division_path, 'ended', 'end', marking, variables,
           opened_at - n * interval '1 minute', opened_at from cases.case, ${numbers} where tenant_id = $1 and id = $2`,
        model,
      );
      await admin.query(
        `insert into cases.task (tenant_id, id, case_id, element, token, name, action, duty, division_path, state, opened_at, done_at)
         select tenant_id, ${id("1")}, ${ofCase}, element, token, name, action, duty, division_path, 'done', opened_at, opened_at
         from cases.task, ${numbers} where tenant_id = $1 and case_id = $2`,
        model,
      );
      await admin.query(
        `insert into cases.event (tenant_id, id, case_id, at, kind, facts, division_path)
         select $1, ${id("2")}, ${ofCase}, now() - n * interval '1 minute', 'case-ended', '{}', $2::ltree from ${numbers}`,
        [tenant.id, tenant.rootPath],
      );
    }
    await admin.query("vacuum analyze cases.case, cases.task, cases.event");
  });
}

/** One step as an action takes it: a transaction with its traces. */
async function takeStep(house: CommandHouse, tenant: Tenant, caseId: string, element: string): Promise<void> {
  await inTenant(house, tenant, async (context) => {
    const moved = await advanceCase(context, caseId, { type: "complete", element, at: context.now.toISOString() });
    if (isRefusal(moved)) throw new Error(`${element} of ${caseId} was refused: ${JSON.stringify(moved)}`);
  });
}

async function inTenant<T>(house: CommandHouse, tenant: Tenant, work: (context: ActionContext) => Promise<T>): Promise<T> {
  const actor = systemActor(tenant.id, tenant.rootPath);
  return await house.database.transact(
    scopeOf(actor, "bench/step"),
    async (tx) => {
      const traces = noTraces();
      const value = await work(systemContext(house, tx, tenant, traces));
      leaveTraces(tx, { id: house.newId(), action: "bench/step", actor, outcome: "done" }, traces);
      return value;
    },
    { named: true },
  );
}

/** The statements of two cases' six steps: what differs between them is drawn anew, and the case is reckoned. */
async function makeScript(house: CommandHouse, tenant: Tenant, taken: { next: number }): Promise<string> {
  await addCases(house, tenant, taken.next, 3);
  const recorded: Statement[][] = [];
  for (let index = 0; index < 3; index += 1) {
    const id = idOf(taken.next + index);
    const { taken: statements, stop } = tap();
    for (const element of STEPS) await takeStep(house, tenant, id, element);
    stop();
    recorded.push(statements.map((statement) => withAnyCase(statement, id)));
  }
  taken.next += 3;
  // The first warms what is kept of a connection.
  const [, one = [], twin = []] = recorded;
  const reckoned = ["\\set nth :nth + 1", "\\set case :first + :client_id * :each + :nth"];
  return [...reckoned, writeScript(one, twin).replaceAll(ANY_CASE, `${CASE_PREFIX}:case`)].join("\n");
}

function withAnyCase({ text, values }: Statement, id: string): Statement {
  return { text, values: values.map((value) => (typeof value === "string" ? value.replaceAll(id, ANY_CASE) : value)) };
}
