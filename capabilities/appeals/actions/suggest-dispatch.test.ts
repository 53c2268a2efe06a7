import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import { dispatchAppeal } from "../contract/dispatch-appeal.ts";
import { raiseAppeal } from "../contract/raise-appeal.ts";
import { suggestDispatch } from "../contract/suggest-dispatch.ts";
import { suggestRelease } from "../contract/suggest-release.ts";

let house: TestHouse;

beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.close());

test("a clerk who chooses another matter is shown its units, and can dispatch to each of them", async () => {
  const clerk = await house.signIn("clerk");
  const { id } = await house.visitor().call(raiseAppeal, { text: "门口的路灯坏了三天，晚上看不见路。", mode: "anonymous" });
  const guessed = await clerk.call(suggestDispatch, { id });
  expect(guessed.matters[0]?.code).toBe("street-light");
  expect(guessed.units.map(({ name }) => name)).not.toContain("民生服务办公室");

  const chosen = await clerk.call(suggestDispatch, { id, matter: "minimum-allowance" });
  expect(chosen.matters).toEqual(guessed.matters);
  expect(chosen.units.map(({ name, matterCode }) => [name, matterCode])).toEqual([["民生服务办公室", "welfare"]]);
  // Another matter's unit is refused; one of those shown is not.
  const asked = { id, decision: "unit", matter: "minimum-allowance" } as const;
  const wrong = await clerk.refused(dispatchAppeal, { ...asked, organizationId: guessed.units[0]?.organizationId ?? "" });
  expect(wrong).toMatchObject({ status: 403, code: "unit-lacks-power" });
  expect(await clerk.call(dispatchAppeal, { ...asked, organizationId: chosen.units[0]?.organizationId ?? "" })).toMatchObject({
    state: "handling",
  });
  expect(await clerk.refused(suggestDispatch, { id, matter: "no-such" })).toMatchObject({ fields: [{ pointer: "/matter" }] });
});

test("whoever releases a text is given it with what is nobody's business covered; nobody else is given it", async () => {
  const text = "我叫李桂芳，电话13800138000，车牌京A12345，门口的路灯坏了三天。桂芳姐也去看过。";
  const resident = await house.signIn("resident");
  const { id } = await resident.call(raiseAppeal, { text, mode: "named", contactName: "桂芳姐", contactPhone: "13800138000" });
  const readings = async () =>
    (
      await house.admin(
        "select 1 from platform.access_log where what = 'appeals.appeal' and subject_person = (select owner_person from appeals.appeal where id = $1)",
        [id],
      )
    ).length;
  const before = await readings();
  const { text: covered, hidden } = await (await house.signIn("clerk")).call(suggestRelease, { id });
  for (const own of ["李桂芳", "13800138000", "京A12345", "桂芳姐"]) expect(covered).not.toContain(own);
  expect(covered).toContain("门口的路灯坏了三天");
  expect(new Set(hidden.map(({ kind }) => kind))).toEqual(new Set(["name", "phone", "plate"]));
  // It is the whole text: whoever raised it sees that it was read.
  expect(await readings()).toBe(before + 1);
  for (const who of [house.visitor(), resident, await house.signIn("works")])
    expect([401, 403, 404]).toContain((await who.refused(suggestRelease, { id })).status);
});
