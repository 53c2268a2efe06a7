import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signOutEverywhere } from "#capabilities/accounts/contract/sign-out-everywhere.ts";
import { dispatchAppeal } from "#capabilities/appeals/contract/dispatch-appeal.ts";
import { raiseAppeal } from "#capabilities/appeals/contract/raise-appeal.ts";
import { enqueue } from "#platform/jobs/enqueue.ts";
import { UNITS } from "#apps/demo/township.ts";
import { startTestHouse, type TestHouse } from "./testing/start-test-house.ts";
import type { TestClient } from "./testing/test-client.ts";

/** Polling stands behind every wake-up, 15 s apart; the rest is for a crowded machine. */
const WAIT_MS = 45_000;
const WORDS = "村口的路面坏了一个大坑，请来修。";

let house: TestHouse;
let url: string;
const open = new Set<Listener>();

beforeAll(async () => {
  house = await startTestHouse();
  url = await house.listen();
});
afterAll(async () => {
  for (const listener of open) listener.close();
  await house.close();
});

type Told = { readonly event: string; readonly data: Record<string, unknown> | null };
type Listener = {
  readonly told: readonly Told[];
  readonly ended: () => boolean;
  readonly text: () => string;
  readonly close: () => void;
};

function headersOf(client: TestClient): Record<string, string> {
  return client.token === undefined ? {} : { authorization: `Bearer ${client.token}` };
}

async function listen(client: TestClient, tenant = "qinghe", query = ""): Promise<Listener> {
  const abort = new AbortController();
  const answer = await fetch(`${url}/t/${tenant}/events${query}`, { headers: headersOf(client), signal: abort.signal });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
  const told: Told[] = [];
  let [text, ended] = ["", false];
  const read = async () => {
    for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += piece;
      told.splice(0, told.length, ...parse(text));
    }
  };
  read()
    .catch(() => {})
    .finally(() => (ended = true));
  const listener = { told, ended: () => ended, text: () => text, close: () => abort.abort() };
  open.add(listener);
  return listener;
}

function parse(text: string): readonly Told[] {
  return [...text.matchAll(/^event: (.+)\ndata: (.+)\n$/gm)].map(([, event = "", data = ""]) => ({
    event,
    data: JSON.parse(data) as Told["data"],
  }));
}

async function until(is: () => boolean): Promise<void> {
  for (const end = performance.now() + WAIT_MS; performance.now() < end; await sleep(50)) if (is()) return;
  throw new Error("waited in vain");
}

const last = ({ told }: Listener, event: string) => told.findLast((one) => one.event === event)?.data;
const times = ({ told }: Listener, event: string) => told.filter((one) => one.event === event).length;

async function dispatch(clerk: TestClient, id: string): Promise<void> {
  const [unit] = await house.admin<{ id: string }>("select id from organizations.organization where name = $1", [
    UNITS.find(({ key }) => key === "works")?.name,
  ]);
  await clerk.call(dispatchAppeal, { id, decision: "unit", matter: "roads", organizationId: unit?.id ?? "" });
  await house.settle();
}

describe("whoever is signed in", () => {
  test("is told how things stand, then what changes, in ids and figures only", async () => {
    const [resident, clerk] = [await house.signIn("resident"), await house.signIn("clerk")];
    const [ofResident, ofClerk] = [await listen(resident), await listen(clerk)];
    await until(() => last(ofResident, "jobs") !== undefined && last(ofClerk, "work") !== undefined);
    // A resident has no work list.
    expect(last(ofResident, "work")).toBeNull();
    const [unread, mark] = [Number(last(ofResident, "notices")?.["unread"]), last(ofClerk, "work")?.["mark"]];
    const { id } = await resident.call(raiseAppeal, { text: WORDS, mode: "named" });
    await until(() => last(ofClerk, "work")?.["mark"] !== mark);
    await dispatch(clerk, id);
    await until(() => Number(last(ofResident, "notices")?.["unread"]) > unread);
    for (const { text } of [ofResident, ofClerk]) expect(text()).not.toMatch(/路面|村|张|19900000|\p{Script=Han}/u);
  });

  test("is told of their own long work, and nobody else's", async () => {
    const [resident, neighbour] = [await house.signIn("resident"), await house.signIn("resident-2")];
    const [own, others] = [await listen(resident), await listen(neighbour)];
    await until(() => last(own, "jobs") !== undefined && last(others, "jobs") !== undefined);
    const tenant = await house.tenants.bySlug("qinghe");
    const [account] = await house.admin<{ id: string }>(
      "select s.account_id as id from platform.session s order by created_at desc, s.account_id limit 1",
    );
    expect(account).toBeDefined();
    const caller = await house.callerOf({ headers: headersOf(resident), cookies: {}, ip: "127.0.0.1" } as never, "qinghe");
    if (tenant === undefined || caller === undefined) throw new Error("nobody is there");
    const jobId = await house.invoker.transact(caller, "test/begin", async (context) => {
      return await enqueue(context, "accounts/purge", {});
    });
    await house.admin(
      "update platform.job set state = 'running', done = 3, total = 10, due_at = now() + interval '1 hour' where id = $1",
      [jobId],
    );
    await house.settle();
    await until(() => JSON.stringify(last(own, "jobs")).includes(jobId ?? "-"));
    expect(last(own, "jobs")).toEqual({ jobs: [{ id: jobId, state: "running", done: 3, total: 10, failure: null }] });
    await sleep(1_500);
    expect(last(others, "jobs")).toEqual({ jobs: [] });
  });

  test("is told at once when the page was made before the last change", async () => {
    const clerk = await house.signIn("clerk");
    const made = new Date(Date.now() - 1_000).toISOString();
    await house.visitor().call(raiseAppeal, { text: WORDS, mode: "anonymous" });
    const stale = await listen(clerk, "qinghe", `?since=${encodeURIComponent(made)}`);
    const fresh = await listen(clerk, "qinghe", `?since=${encodeURIComponent(new Date(Date.now() + 1_000).toISOString())}`);
    await until(() => last(stale, "hello") !== undefined && last(fresh, "hello") !== undefined);
    expect([last(stale, "hello"), last(fresh, "hello")]).toEqual([{ stale: true }, { stale: false }]);
  });

  test("hears nothing of another tenant's changes", async () => {
    const [county, clerk] = [await house.signIn("county"), await house.signIn("clerk")];
    const [there, here] = [await listen(county, "yunxi"), await listen(clerk)];
    await until(() => last(there, "work") !== undefined && last(here, "work") !== undefined);
    const [before, mark] = [there.told.length, last(here, "work")?.["mark"]];
    await house.visitor().call(raiseAppeal, { text: WORDS, mode: "anonymous" });
    await until(() => last(here, "work")?.["mark"] !== mark);
    await sleep(1_500);
    expect(there.told).toHaveLength(before);
    // At the other tenant's door the clerk is a person without a post: no work list is told.
    const astray = await listen(clerk, "yunxi");
    await until(() => last(astray, "jobs") !== undefined);
    expect([last(astray, "work"), last(astray, "notices")]).toEqual([null, { unread: 0 }]);
  });
});

describe("a connection", () => {
  test("is nobody's who is not signed in, nor at a door that is not there", async () => {
    expect((await fetch(`${url}/t/qinghe/events`)).status).toBe(401);
    expect((await fetch(`${url}/t/nowhere/events`, { headers: headersOf(await house.signIn("clerk")) })).status).toBe(404);
  });

  test("ends when the session is signed out", async () => {
    const leader = await house.signIn("leader");
    const listener = await listen(leader);
    await until(() => last(listener, "notices") !== undefined);
    await leader.call(signOutEverywhere, {});
    await until(() => listener.ended());
    expect(listener.told.at(-1)).toEqual({ event: "bye", data: { why: "signed-out" } });
    expect((await fetch(`${url}/t/qinghe/events`, { headers: headersOf(leader) })).status).toBe(401);
  });

  test("ends when a post ends, and the next one knows the post no more", async () => {
    const welfare = await house.signIn("welfare");
    const listener = await listen(welfare);
    await until(() => last(listener, "work") !== undefined);
    await house.admin(
      `update organizations.post set valid_to = now() where person_id = (select p.id from register.person p join platform.account a on a.id = p.account_id
         join platform.session s on s.account_id = a.id where s.token_hash = sha256($1::bytea))`,
      [Buffer.from(welfare.token ?? "")],
    );
    await until(() => listener.ended());
    expect(listener.told.at(-1)).toEqual({ event: "bye", data: { why: "rights-changed" } });
    const next = await listen(welfare);
    await until(() => last(next, "jobs") !== undefined);
    expect(last(next, "work")).toBeNull();
  });

  test("is one of ten an account may have; the next is refused until one is closed", async () => {
    const works = await house.signIn("works");
    const ten = await Promise.all(Array.from({ length: 10 }, () => listen(works)));
    const eleventh = await fetch(`${url}/t/qinghe/events`, { headers: headersOf(works) });
    expect([eleventh.status, eleventh.headers.get("retry-after")]).toEqual([429, "60"]);
    ten[0]?.close();
    await until(() => ten[0]?.ended() === true);
    await sleep(200);
    await listen(works);
    for (const listener of ten) expect(times(listener, "hello")).toBe(1);
  });

  test("keeps no server from stopping", async () => {
    const other = await startTestHouse({ furnishing: "township" });
    const there = await other.listen();
    const clerk = await other.signIn("clerk");
    const answer = await fetch(`${there}/t/qinghe/events`, { headers: headersOf(clerk) });
    const read = answer.text();
    await other.close();
    expect(await read).toContain("event: hello");
  });
});
