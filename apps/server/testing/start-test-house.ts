import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { DUTIES, furnishTenant } from "#apps/capabilities.ts";
import { DEMO_RESIDENTS, DEMO_SIGN_INS } from "#apps/demo/seed-people.ts";
import { makeHouse, type RunningHouse } from "#apps/server/make-house.ts";
import { makeSayNotice } from "#apps/web/say-notice.ts";
import { makeSayRefusal } from "#apps/web/say-refusal.ts";
import { forgetRemembered } from "#capabilities/appeals/index.ts";
import { forgetProcedures } from "#capabilities/cases/index.ts";
import { demoSignIn } from "#capabilities/accounts/contract/demo-sign-in.ts";
import type { Database } from "#platform/db/database.ts";
import { startInspector } from "#platform/files/inspector.ts";
import { openFileStore } from "#platform/files/store.ts";
import type { House, OutgoingSms } from "#platform/house.ts";
import { createLog } from "#platform/log/log.ts";
import { openPublishedFiles } from "#platform/published/published-files.ts";
import type { Connection } from "#platform/postgres/probe.ts";
import { copyHouseDatabase, type Furnishing } from "./house-template.ts";
import { openKnownKeys } from "./known-keys.ts";
import { testClient, type Caller, type TestClient } from "./test-client.ts";

export type TestHouseOptions = {
  /** `township` (default): the demo county and township with their people and a year of matters; `bare`: no tenant at all. */
  readonly furnishing?: Furnishing;
  /** True serves the pages too; they must be built (`node tools/build-web.mjs`; `npm test` does). */
  readonly pages?: boolean;
  /** Stands between the house and its database: to roll everything back, to count, to fail. */
  readonly through?: (database: Database) => Database;
};

/** Demo people by key: `clerk`, `works`, `village`, `leader`, `steward`, `auditor`, `county`, `resident`, `resident-2` …. */
export type DemoKey = string;

export type TestHouse = RunningHouse & {
  readonly database: Database;
  readonly house: House;
  /** As superuser on this file's own database: for what no role of the house may see or do. */
  readonly adminConfig: Connection;
  readonly admin: <Row extends object>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
  /** SMS and mails that went out, in order. */
  readonly sent: readonly OutgoingSms[];
  /** What nobody expected: answers 500, effects and reactions that failed. `close` throws when anything is left in it. */
  readonly bugs: unknown[];
  readonly visitor: (caller?: Partial<Caller>) => TestClient;
  /** Signs in as one of the demo's people, in their own tenant. */
  readonly signIn: (key: DemoKey) => Promise<TestClient>;
  /** A real port: `http://127.0.0.1:…`. */
  readonly listen: () => Promise<string>;
  readonly close: () => Promise<void>;
};

let made = 0;

/**
 * The whole house for one test file: on a database of its own in the lane's throwaway PostgreSQL (a copy, so it starts in tenths of
 * a second), called through HTTP like in earnest.
 *
 *     let house: TestHouse;
 *     beforeAll(async () => { house = await startTestHouse(); });
 *     afterAll(async () => { await house.close(); });
 *
 *     const clerk = await house.signIn("clerk");
 *     await clerk.call(listAppeals, { state: "waiting" });        // the answer, or an error that tells the refusal
 *     await clerk.refused(answerAppeal, { … });                    // { status: 404, code: "absent", … }
 *     await house.settle();                                        // reactions and timers that are due
 *     await house.admin("select … from appeals.appeal");           // as superuser
 */
export async function startTestHouse(options: TestHouseOptions = {}): Promise<TestHouse> {
  const folder = mkdtempSync(join(tmpdir(), "gongzhi-test-house-"));
  const sent: OutgoingSms[] = [];
  const bugs: unknown[] = [];
  const keep = async (message: OutgoingSms) => void sent.push(message);
  const files = await openFileStore(join(folder, "files"));
  const house: House = {
    keys: await openKnownKeys(),
    files,
    published: await openPublishedFiles(join(folder, "published")),
    publicUrl: new URL("http://127.0.0.1:3000"),
    demo: true,
    duties: DUTIES,
    furnish: furnishTenant,
    sends: { sms: true, mail: true },
    sendSms: keep,
    sendMail: keep,
    sayNotice: makeSayNotice(),
  };
  forgetRemembered();
  forgetProcedures();
  const copy = await copyHouseDatabase(inject("postgres"), nextName(), options.furnishing ?? "township", house);
  const database = options.through?.(copy.database) ?? copy.database;
  const inspector = startInspector();
  const running = await makeHouse({
    database,
    house,
    say: makeSayRefusal(),
    logger: createLog({ level: "error", destination: { write: (line: string) => void bugs.push(JSON.parse(line)) } }),
    uploads: { store: files, inspector },
    trustProxy: false,
    version: "test",
    failed: (error) => void bugs.push(error),
    pages: options.pages ?? false,
  });
  const admin = new pg.Client(copy.adminConfig);
  await admin.connect();
  const close = async () => {
    await running.app.close();
    inspector.close();
    await admin.end();
    await copy.drop();
    rmSync(folder, { recursive: true, force: true });
    if (bugs.length > 0) throw new AggregateError(bugs, `the house had bugs: ${bugs.map(describeBug).join("; ")}`);
  };
  return {
    ...running,
    database,
    house,
    sent,
    bugs,
    close,
    adminConfig: copy.adminConfig,
    admin: async (text, values = []) => (await admin.query(text, [...values])).rows as never,
    visitor: (caller = {}) => testClient(running.app, { tenant: "qinghe", ...caller }),
    signIn: async (key) => await signIn(running, key),
    listen: async () => {
      await running.app.listen({ host: "127.0.0.1", port: 0 });
      return `http://127.0.0.1:${(running.app.server.address() as AddressInfo).port}`;
    },
  };
}

/** Files run side by side in processes and threads of their own. */
function nextName(): string {
  made += 1;
  return `test_${process.pid}_${process.env["VITEST_WORKER_ID"] ?? "0"}_${made}`;
}

async function signIn(running: RunningHouse, key: DemoKey): Promise<TestClient> {
  const person = [...DEMO_SIGN_INS, ...DEMO_RESIDENTS].find((one) => one.key === key);
  if (person === undefined) throw new Error(`the demo has nobody called ${key}`);
  const { tenant, phone } = person;
  const { token } = await testClient(running.app, { tenant }).call(demoSignIn, { phone });
  return testClient(running.app, { tenant, token });
}

function describeBug(bug: unknown): string {
  return bug instanceof Error ? (bug.stack ?? bug.message) : JSON.stringify(bug);
}
