import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import { conveneMeeting } from "../contract/convene-meeting.ts";
import { readAttendance } from "../contract/read-attendance.ts";
import { readMeeting } from "../contract/read-meeting.ts";
import { signInHere } from "../contract/sign-in-here.ts";

let house: TestHouse;
let keeper: TestClient;
let resident: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  keeper = await house.signIn("village");
  resident = await house.signIn("resident");
});
afterAll(async () => {
  await house.close();
});

async function callAssembly(): Promise<string> {
  const area = pathOfCode("990101101201");
  const [committee] = await house.admin<{ id: string }>(
    "select o.id from organizations.organization o join platform.tenant t on t.id = o.tenant_id where t.slug = 'qinghe' and o.kind = 'village-committee' and o.division_path = $1::ltree",
    [area],
  );
  const { id } = await keeper.call(conveneMeeting, {
    kind: "villagers-assembly",
    area,
    due: "adults",
    convener: committee?.id ?? "",
    title: "村民会议",
    meetsAt: new Date(Date.now() + 12 * 86_400_000).toISOString(),
    place: "晒谷场",
    chair: "王主任",
    items: [{ title: "路灯", wording: "同意在村东路安装二十盏路灯。" }],
    facts: ["partyStudied"],
  });
  return id;
}

test("those in the hall sign themselves in with the code on its screen, on the day, and nobody else does", async () => {
  const id = await callAssembly();
  expect((await keeper.call(readMeeting, { id })).door).toBe("");
  expect(await resident.refused(signInHere, { id, code: "0000-0000" })).toMatchObject({ code: "not-the-day" });

  await house.admin("update meetings.meeting set meets_at = now() where id = $1", [id]);
  const { door } = await keeper.call(readMeeting, { id });
  expect(door).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  expect((await resident.call(readMeeting, { id })).door).toBe(null);
  const wrong = (door ?? "").startsWith("0") ? "1111-1111" : "0000-0000";
  expect(await resident.refused(signInHere, { id, code: wrong })).toMatchObject({ code: "not-the-code" });
  // On the roll is whoever lives there: nobody of another place, nor a visitor.
  const works = await house.signIn("works");
  expect(await works.refused(signInHere, { id, code: door ?? "" })).toMatchObject({ code: "not-due" });
  expect(await house.visitor().refused(signInHere, { id, code: door ?? "" })).toMatchObject({ code: "sign-in-required" });

  const typed = (door ?? "").toLowerCase().replace("-", " ");
  const both = await Promise.all([1, 2].map(async () => await resident.call(signInHere, { id, code: typed })));
  expect(both.map(({ here }) => here)).toEqual([1, 1]);
  expect((await resident.call(readMeeting, { id })).own).toEqual({ here: true });
  const { due } = await keeper.call(readAttendance, { id });
  expect(due.filter(({ here }) => here !== null)).toMatchObject([{ here: "code" }]);
});
