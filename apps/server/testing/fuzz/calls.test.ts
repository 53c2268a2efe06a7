import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "#platform/db/database.ts";
import { isRefusal } from "#platform/refusal.ts";
import type { Entry } from "#platform/registry/registry.ts";
import { findBroken } from "../invariants/find-broken.ts";
import { makeRightsWorld, type RightsWorld } from "../rights/matrix.ts";
import { OWN_PATH, SIBLING_PATH, TENANT, TOWN_PATH, TWIN } from "../rights/places.ts";
import { rollBackAll } from "../rights/roll-back.ts";
import { readIdsOf } from "../rights/tables.ts";
import { startTestHouse, type TestHouse } from "../start-test-house.ts";
import { faultOfAnswer, faultOfValue, isApi, type Answer } from "./judge-answer.ts";
import { makeCall, type Call, type CallsOptions } from "./make-calls.ts";
import { seededRandom, seedOf } from "./seeded-random.ts";
import { agent, BROKEN_MESSAGES, sendBytes, sendOverWire } from "./wire.ts";

/**
 * A run is all its calls; one of them is asked again with `GONGZHI_FUZZ_SEED=<seed> GONGZHI_FUZZ_CALL=<index>`. Each run makes the same
 * calls, so that what it finds was brought in by the change it ran on; the nightly run makes others each time.
 */
const NIGHTLY = process.env["GONGZHI_NIGHTLY"] === "1";
const SEED = Number(process.env["GONGZHI_FUZZ_SEED"] ?? (NIGHTLY ? Math.floor(Date.now() / 1_000) : 20_261_126));
const ONLY = process.env["GONGZHI_FUZZ_CALL"];
const CALLS = Number(process.env["GONGZHI_FUZZ_CALLS"] ?? (NIGHTLY ? 500_000 : 46_000));
/** Calls a test makes: each is to take tenths of a minute. */
const BATCH = CALLS / 20;
const AT_ONCE = 4;
/** Processor time that so many calls in turn may cost this process: more is a pattern or a loop that an input drives. */
const COUNTED = 50;
const MOST_CPU_MS = 5_000;
/** The last of them go over real connections, and are kept. */
const WIRE_CALLS = CALLS < 46_000 ? Math.ceil(CALLS / 10) : 4_000;

/** What the kernel refuses with at every door, declared by nobody. */
const PLATFORM_CODES: ReadonlySet<string> = new Set([
  "invalid-input",
  "sign-in-required",
  "not-allowed",
  "absent",
  "idempotency-key-reused",
  "idempotency-key-malformed",
  "too-large",
  "too-many-requests",
  "no-such-tenant",
  "no-such-address",
  "malformed-request",
  "unsupported-media-type",
  "cross-origin",
]);

let house: TestHouse;
let world: RightsWorld;
let entries: readonly Entry[];
let options: CallsOptions;
let rollsBack = false;
let since: Date;
const tally = new Map<string, number>();
/** Signatures that answered 200 at least once. */
const reached = new Set<string>();
/** By the request's own number: what its action gave before it was serialised. */
const valueFaults: string[] = [];

beforeAll(async () => {
  const through = (database: Database): Database => {
    const rolledBack = rollBackAll(database);
    return { ...database, transact: async (...given) => await (rollsBack ? rolledBack : database).transact(...given) };
  };
  house = await startTestHouse({ through, pages: true });
  world = await makeRightsWorld(house);
  entries = [...house.invoker.registry.entries.values()];
  options = await callsOptions();
  rollsBack = true;
  since = new Date();
  judgeValues();
}, 10 * 60_000);
afterAll(async () => {
  agent.destroy();
  await house.close();
});

async function callsOptions(): Promise<CallsOptions> {
  const ids = [...(await readIdsOf(house, TENANT)), ...(await readIdsOf(house, TWIN))];
  const numbers = await house.admin<{ number: string }>("select number from appeals.appeal order by number limit 50");
  const right = new Map(world.questions.map(({ entry, others }) => [entry.signature.name, Object.fromEntries(others)]));
  return {
    tenants: [TENANT, TENANT, TENANT, TWIN],
    callers: [
      ...world.cast.map(({ key, client, receipt }) => ({
        name: key,
        headers: {
          ...(client.token === undefined ? {} : { authorization: `Bearer ${client.token}` }),
          ...(receipt === undefined ? {} : { "receipt-code": receipt }),
        },
      })),
      { name: "nobody's token", headers: { authorization: "Bearer nobody" } },
    ],
    known: {
      ids: ids.filter((_, index) => index % Math.ceil(ids.length / 400) === 0),
      areas: [OWN_PATH, SIBLING_PATH, TOWN_PATH, "cn", "nowhere"],
      numbers: numbers.map(({ number }) => number),
    },
    rightIds: ({ signature }) => right.get(signature.name) ?? {},
  };
}

/** Every value an action or query gives is held to its output's schema. */
function judgeValues(): void {
  const real = { ...house.invoker };
  Object.assign(house.invoker, {
    invoke: async (...given: Parameters<typeof real.invoke>) => {
      const outcome = await real.invoke(...given);
      const entry = house.invoker.registry.entries.get(given[0]);
      const fault = entry === undefined || isRefusal(outcome.value) ? undefined : faultOfValue(entry, outcome.value);
      if (fault !== undefined) valueFaults.push(`${given[0]} ${fault} for ${JSON.stringify(given[1]).slice(0, 300)}`);
      return outcome;
    },
  });
}

function callOf(index: number): Call {
  const entry = entries[index % entries.length];
  if (entry === undefined) throw new Error("the registry is empty");
  return makeCall(entry, options, seededRandom(seedOf(SEED, index)));
}

/** Links the scene planted as if another tenant had sent them: answered, they find nobody there who asked. */
async function linksNobodySent(): Promise<readonly string[]> {
  const rows = await house.admin<{ id: string }>(
    `select i.message_id as id from cases.link i where i.direction = 'in'
       and not exists (select 1 from cases.link o where o.message_id = i.message_id and o.direction = 'out')`,
  );
  return rows.map(({ id }) => id);
}

type Send = (call: Call, index: number) => Promise<Answer | undefined>;

async function sendInside({ request }: Call, index: number): Promise<Answer> {
  const remoteAddress = `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
  const { statusCode: status, headers, body } = await house.app.inject({ ...request, remoteAddress });
  return { status, type: headers["content-type"] ?? "", body, api: isApi(request.url) };
}

/** @returns what was wrong, with what is needed to see it again. */
async function tryOne(index: number, send: Send): Promise<string | undefined> {
  const call = callOf(index);
  const answer = await send(call, index);
  if (answer === undefined) return undefined;
  if (answer.status === 200) reached.add(call.entry.signature.name);
  const counted = `${call.manner} ${answer.status}`;
  tally.set(counted, (tally.get(counted) ?? 0) + 1);
  const fault = faultOfAnswer(call.entry, answer, PLATFORM_CODES);
  if (fault === undefined) return undefined;
  const { signature } = call.entry;
  return `GONGZHI_FUZZ_SEED=${SEED} GONGZHI_FUZZ_CALL=${index}: ${signature.name} (${call.manner}) ${fault}\n  ${JSON.stringify(call.request).slice(0, 600)}`;
}

async function tryAll(from: number, to: number, send: Send): Promise<readonly string[]> {
  const faults: string[] = [];
  let next = from;
  const worker = async () => {
    while (next < to) {
      const index = next;
      next += 1;
      const fault = await tryOne(index, send);
      if (fault !== undefined && faults.length < 50) faults.push(fault);
    }
  };
  for (let until = from + COUNTED; next < to; until += COUNTED) {
    const before = process.cpuUsage();
    const end = to;
    to = Math.min(until, end);
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    to = end;
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1_000 > MOST_CPU_MS)
      faults.push(`calls ${until - COUNTED} to ${until} of seed ${SEED} cost ${user + system} µs`);
  }
  return faults;
}

describe.skipIf(ONLY === undefined)("one call again", () => {
  test(`${ONLY} of seed ${SEED}`, async () => {
    process.stdout.write(`${JSON.stringify(callOf(Number(ONLY)).request).slice(0, 5_000)}\n`);
    expect(await tryOne(Number(ONLY), sendInside)).toBeUndefined();
    expect(valueFaults).toEqual([]);
  });
});

describe.skipIf(ONLY !== undefined)(`${CALLS} calls made from the schemas, seed ${SEED}`, () => {
  test.each(Array.from({ length: CALLS / BATCH }, (_, batch) => batch * BATCH))(
    "from %i: no answer 5xx, none off its schema",
    async (from) => {
      expect(await tryAll(from, from + BATCH, sendInside)).toEqual([]);
      expect(valueFaults).toEqual([]);
    },
    10 * 60_000,
  );

  test(
    `and ${WIRE_CALLS} over real connections, whose effects stay; what follows from them fails nowhere`,
    async () => {
      rollsBack = false;
      const port = Number(new URL(await house.listen()).port);
      const send: Send = async ({ request }) => await sendOverWire(port, request);
      expect(await tryAll(CALLS, CALLS + WIRE_CALLS, send)).toEqual([]);
      expect(valueFaults).toEqual([]);
      await house.settle();
      const planted = await linksNobodySent();
      const bugs = house.bugs.splice(0);
      house.bugs.push(...bugs.filter((bug) => !planted.some((id) => String(bug).includes(id))));
      expect(house.bugs).toEqual([]);
      expect(await findBroken(house.admin, since)).toEqual([]);
    },
    10 * 60_000,
  );

  test.each(BROKEN_MESSAGES)("%s: answered 4xx or cut off, and the server lives", async (_, bytes) => {
    const port = Number(new URL(house.app.listeningOrigin).port);
    const statuses = [...(await sendBytes(port, bytes)).matchAll(/^HTTP\/1\.[01] (\d{3})/gm)].map(([, status]) => Number(status));
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  });

  test("they were of every sort, and got far", () => {
    const of = (manner: string, status: (code: number) => boolean) =>
      [...tally]
        .filter(([key]) => key.startsWith(`${manner} `) && status(Number(key.slice(manner.length + 1))))
        .reduce((sum, [, n]) => sum + n, 0);
    process.stdout.write(`seed ${SEED}: ${JSON.stringify(Object.fromEntries(tally))}\n`);
    expect(reached.size, "most were got to do what they do").toBeGreaterThan(entries.length / 2);
    expect(of("valid", (status) => status === 200)).toBeGreaterThan(CALLS / 50);
    expect(of("nearly valid", (status) => status === 422)).toBeGreaterThan(CALLS / 10);
    expect(of("hostile", (status) => status >= 400)).toBeGreaterThan(CALLS / 10);
  });
});
