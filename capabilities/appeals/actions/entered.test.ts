import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { correctEntered } from "../contract/correct-entered.ts";
import { listAppeals } from "../contract/list-appeals.ts";
import { listEntered } from "../contract/list-entered.ts";
import { raiseAppeal } from "../contract/raise-appeal.ts";
import { readAppeal } from "../contract/read-appeal.ts";
import { undoEntered } from "../contract/undo-entered.ts";

let house: TestHouse;
let clerk: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  clerk = await house.signIn("clerk");
});
afterAll(async () => await house.close());

const PAPER = { text: "琥珀巷的井盖松动，夜里车过很响。", mode: "named", mandate: "本人到窗口递交" } as const;

describe("a paper entered at the desk", () => {
  test("is told by SMS to whoever left a number, with its number and where to look, and never the code", async () => {
    const { number, receiptCode } = await clerk.call(raiseAppeal, { ...PAPER, contactName: "张三", contactPhone: "19900000123" });
    await house.settle();
    const message = house.sent.find(({ text }) => text.includes(number));
    expect(message?.to).toContain("19900000123");
    expect(message?.text).toContain("/t/qinghe/appeals/receipt");
    expect(message?.text).not.toContain(receiptCode ?? "—");
    const silent = await clerk.call(raiseAppeal, PAPER);
    await house.settle();
    expect(house.sent.some(({ text }) => text.includes(silent.number))).toBe(false);
  });

  test("stands in the list of whoever entered it, is put right under its number, and found by the new words alone", async () => {
    const { id, number } = await clerk.call(raiseAppeal, PAPER);
    expect((await clerk.call(listEntered, {})).entries[0]).toMatchObject({ id, number, text: PAPER.text, now: "open" });
    await clerk.call(correctEntered, { id, text: "玳瑁巷的井盖松动，夜里车过很响。", place: "巷口" });
    const found = async (q: string) => (await clerk.call(listAppeals, { q })).appeals.some((appeal) => appeal.number === number);
    expect([await found("玳瑁"), await found("琥珀")]).toEqual([true, false]);
    const { entries } = await clerk.call(readAppeal, { number });
    expect(entries.map(({ text, told }) => ({ text, told }))).toContainEqual({ text: PAPER.text, told: false });
  });

  test("is taken out again, and stays as withdrawn", async () => {
    const { id, number } = await clerk.call(raiseAppeal, PAPER);
    await clerk.call(undoEntered, { id });
    expect((await clerk.call(readAppeal, { number })).state).toBe("withdrawn");
    expect(await clerk.refused(undoEntered, { id })).toMatchObject({ status: 409, code: "no-longer-at-desk" });
    expect((await clerk.call(listEntered, {})).entries.find((entry) => entry.id === id)?.now).toBe("undone");
  });

  test("is nobody else's to touch, and neither is what the resident wrote", async () => {
    const { id } = await clerk.call(raiseAppeal, PAPER);
    const village = await house.signIn("village");
    expect(await village.refused(undoEntered, { id })).toMatchObject({ status: 404 });
    expect((await village.call(listEntered, {})).entries).toEqual([]);
    const own = await house.visitor().call(raiseAppeal, { text: "我自己写的，门口路灯坏了。", mode: "anonymous" });
    expect(await clerk.refused(correctEntered, { id: own.id, text: "别人改的内容。" })).toMatchObject({ status: 404 });
    const resident = await house.signIn("resident");
    expect(await resident.refused(listEntered, {})).toMatchObject({ status: 403 });
  });

  test("is not corrected a day later", async () => {
    const { id } = await clerk.call(raiseAppeal, PAPER);
    await house.admin("update appeals.appeal set raised_at = raised_at - interval '13 hours' where id = $1", [id]);
    expect(await clerk.refused(correctEntered, { id, text: "第二天再改的内容。" })).toMatchObject({ code: "no-longer-at-desk" });
  });
});
