import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPerson, plantPost, unitId, type NewPerson } from "#apps/server/testing/rights/scene.ts";
import { OWN_PATH, TOWN_PATH } from "#apps/server/testing/rights/places.ts";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { answerAppeal } from "../contract/answer-appeal.ts";
import { coSignAppeal, takeBackCoSignature } from "../contract/co-sign-appeal.ts";
import { dispatchAppeal } from "../contract/dispatch-appeal.ts";
import { judgeAppeal } from "../contract/judge-appeal.ts";
import { raiseAppeal } from "../contract/raise-appeal.ts";
import { readAppeal } from "../contract/read-appeal.ts";
import { relateAppeals, unrelateAppeals } from "../contract/relate-appeals.ts";
import { releaseAppeal } from "../contract/release-appeal.ts";

let house: TestHouse;
let clerk: TestClient;
let works: TestClient;
let people: readonly NewPerson[];

beforeAll(async () => {
  house = await startTestHouse();
  [clerk, works] = [await house.signIn("clerk"), await house.signIn("works")];
  people = await Promise.all([1, 2, 3, 4].map(async (n) => await newPerson(house, `1990000400${n}`, OWN_PATH)));
});
afterAll(async () => {
  await house.close();
});

async function raise(n: number) {
  const who = people[n]?.client ?? clerk;
  return await who.call(raiseAppeal, { text: "村口的路面坏了，请来修。", area: OWN_PATH, mode: "named" });
}

async function dispatch(id: string) {
  await clerk.call(dispatchAppeal, { id, decision: "unit", matter: "roads", organizationId: await unitId(house, "works") });
}

const noticesOf = async (n: number, topic: string) =>
  await house.admin<{ params: { number: string } }>("select params from platform.notice where person_id = $1 and topic = $2", [
    people[n]?.personId ?? "",
    topic,
  ]);

describe("appeals that belong together", () => {
  test("a duplicate keeps its number, case and judgement, and is given the answer of the one that leads", async () => {
    const [lead, twin, apart] = [await raise(0), await raise(1), await raise(2)];
    expect((await clerk.refused(relateAppeals, { id: twin.id, other: lead.number, kind: "merged" })).code).toBe("not-to-merge");
    await dispatch(lead.id);
    await clerk.call(relateAppeals, { id: twin.id, other: lead.number, kind: "merged" });
    await clerk.call(relateAppeals, { id: apart.id, other: lead.number, kind: "merged" });
    expect((await clerk.refused(relateAppeals, { id: lead.id, other: twin.number, kind: "merged" })).code).toBe("not-to-merge");
    expect((await works.call(readAppeal, { number: lead.number })).relations).toMatchObject([
      { number: twin.number, kind: "merged", led: false },
      { number: apart.number, kind: "merged", led: false },
    ]);
    // Taken apart again, it goes on by itself.
    await clerk.call(unrelateAppeals, { id: apart.id, other: lead.number });
    expect((await clerk.refused(unrelateAppeals, { id: apart.id, other: lead.number })).code).toBe("not-related");
    await works.call(answerAppeal, { id: lead.id, outcome: "solved", text: "路面已经修好。" });
    const answered = await people[1]!.client.call(readAppeal, { number: twin.number });
    expect(answered).toMatchObject({ number: twin.number, state: "answered", outcome: "solved", relations: [] });
    expect(answered.entries.find(({ kind }) => kind === "answer")?.text).toBe("路面已经修好。");
    expect((await noticesOf(1, "appeals.answered")).map(({ params }) => params.number)).toEqual([twin.number]);
    expect((await people[2]!.client.call(readAppeal, { number: apart.number })).state).toBe("handling");
    await people[1]!.client.call(judgeAppeal, { id: twin.id, responded: true, solved: true, satisfied: true });
    expect((await people[0]!.client.call(readAppeal, { number: lead.number })).state).toBe("answered");
    const cases = await house.admin("select id from cases.case where subject_id = any($1)", [[lead.id, twin.id, apart.id]]);
    expect(cases.length).toBe(3);
  });

  test("related, both show the other to staff and to no resident; a clerk of another place relates neither", async () => {
    const [one, two] = [await raise(0), await raise(1)];
    await clerk.call(relateAppeals, { id: one.id, other: two.number, kind: "related" });
    expect((await clerk.refused(relateAppeals, { id: one.id, other: two.number, kind: "related" })).code).toBe("related-already");
    for (const [a, b] of [
      [one, two],
      [two, one],
    ] as const)
      expect((await clerk.call(readAppeal, { number: a.number })).relations).toEqual([
        { number: b.number, kind: "related", led: false },
      ]);
    expect((await people[0]!.client.call(readAppeal, { number: one.number })).relations).toEqual([]);
    expect((await works.refused(relateAppeals, { id: one.id, other: two.number, kind: "related" })).status).toBe(404);
  });
});

describe("me too", () => {
  test("is counted once a person, taken back, and told of the answer; who stands with it nobody else reads", async () => {
    const made = await raise(0);
    const { number } = made;
    const [, second, third] = people as readonly [NewPerson, NewPerson, NewPerson];
    expect((await second.client.refused(coSignAppeal, { number })).fields).toMatchObject([{ code: "no-such-appeal" }]);
    await dispatch(made.id);
    await clerk.call(releaseAppeal, { id: made.id, title: "路面坏了", text: "村口的路面坏了。" });
    expect((await people[0]!.client.refused(coSignAppeal, { number })).code).toBe("own-appeal");
    expect(await second.client.call(coSignAppeal, { number })).toEqual({ coSigners: 1 });
    expect(await second.client.call(coSignAppeal, { number })).toEqual({ coSigners: 1 });
    expect(await third.client.call(coSignAppeal, { number })).toEqual({ coSigners: 2 });
    expect((await house.visitor().refused(coSignAppeal, { number })).status).toBe(401);
    expect(await second.client.call(readAppeal, { number })).toMatchObject({ reader: "public", coSigners: 2, coSigned: true });
    expect(await house.visitor().call(readAppeal, { number })).toMatchObject({ coSigners: 2, coSigned: false });
    expect(await third.client.call(takeBackCoSignature, { number })).toEqual({ coSigners: 1 });
    expect(await third.client.call(takeBackCoSignature, { number })).toEqual({ coSigners: 1 });
    await works.call(answerAppeal, { id: made.id, outcome: "solved", text: "路面已经修好。" });
    await house.settle();
    expect((await noticesOf(1, "appeals.co-signed-answered")).map(({ params }) => params.number)).toEqual([number]);
    expect(await noticesOf(2, "appeals.co-signed-answered")).toEqual([]);
    const seen = JSON.stringify(await works.call(readAppeal, { number }));
    expect(seen).not.toContain(second.personId);
  });

  test("many at once are counted exactly", async () => {
    const made = await raise(0);
    const everybody = [
      ...people.slice(1),
      await newPerson(house, "19900004011", OWN_PATH),
      await newPerson(house, "19900004012", OWN_PATH),
    ];
    await plantPost(house, people[3]!.personId, {
      organizationId: await unitId(house, "welfare"),
      duties: ["appeals.handle"],
      area: TOWN_PATH,
    });
    await dispatch(made.id);
    await clerk.call(releaseAppeal, { id: made.id, title: "路面坏了", text: "村口的路面坏了。" });
    await Promise.all(
      everybody.flatMap(({ client }) => [1, 2].map(async () => await client.call(coSignAppeal, { number: made.number }))),
    );
    expect((await house.visitor().call(readAppeal, { number: made.number })).coSigners).toBe(everybody.length);
  });
});
