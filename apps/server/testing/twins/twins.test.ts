import { afterAll, beforeAll, expect, test } from "vitest";
import { addOrganization } from "#capabilities/organizations/contract/add-organization.ts";
import { raiseAppeal } from "#capabilities/appeals/contract/raise-appeal.ts";
import { findBroken } from "../invariants/find-broken.ts";
import { OWN_PATH, TOWN_PATH } from "../rights/places.ts";
import { newPerson, type NewPerson } from "../rights/scene.ts";
import { startTestHouse, type TestHouse } from "../start-test-house.ts";

const PEOPLE = 200;
/** A finger that presses twice, a proxy that tries again, a phone on a poor line: all at once. */
const TWINS = 8;
/** People under way at the same time: the pool has 24 connections, and these ask for 64. */
const AT_ONCE = 8;

let house: TestHouse;
let since: Date;
const people: NewPerson[] = [];

beforeAll(async () => {
  house = await startTestHouse();
  since = new Date();
  for (let n = 0; n < PEOPLE; n += 1) people.push(await newPerson(house, String(19_900_100_000 + n), OWN_PATH));
}, 10 * 60_000);
afterAll(async () => {
  await house.close();
});

test(
  `${PEOPLE} people × ${TWINS} equal requests at once: one effect each, and all are told the same`,
  async () => {
    const told = new Map<number, readonly string[]>();
    const work = people.entries();
    const worker = async () => {
      for (const [n, { client }] of work) {
        const input = { text: `第 ${n} 位居民：村口的路面坏了。`, mode: "named" as const, area: OWN_PATH };
        const key = `twins-${String(n).padStart(16, "0")}`;
        const answers = await Promise.all(
          Array.from({ length: TWINS }, async () => await client.send(raiseAppeal, input, { key })),
        );
        told.set(
          n,
          answers.map(({ statusCode, body }) => `${statusCode} ${body}`),
        );
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    const differ = [...told].filter(([, answers]) => new Set(answers).size !== 1 || answers[0]?.startsWith("200 ") !== true);
    expect(differ.slice(0, 3)).toEqual([]);
    const rows = await house.admin<{ owner: string; appeals: number }>(
      "select owner_person as owner, count(*)::int as appeals from appeals.appeal where owner_person = any($1::uuid[]) group by 1",
      [people.map(({ personId }) => personId)],
    );
    expect(rows.length).toBe(PEOPLE);
    expect(rows.filter(({ appeals }) => appeals !== 1)).toEqual([]);
    expect(await findBroken(house.admin, since)).toEqual([]);
  },
  10 * 60_000,
);

test(
  "eight at once with no key, and only a constraint between them: one is done, the others are told why",
  async () => {
    const steward = await house.signIn("steward");
    const input = { kind: "department", name: "只有一个的办公室", area: TOWN_PATH, from: "2026-06-01" } as const;
    const answers = await Promise.all(Array.from({ length: TWINS }, async () => await steward.send(addOrganization, input)));
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([
      200,
      ...Array<number>(TWINS - 1).fill(422),
    ]);
  },
  5 * 60_000,
);
