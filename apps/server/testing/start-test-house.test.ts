import { afterAll, beforeAll, expect, test } from "vitest";
import { demoSignIn } from "#capabilities/accounts/contract/demo-sign-in.ts";
import { readAccount } from "#capabilities/accounts/contract/read-account.ts";
import { listAppeals } from "#capabilities/appeals/contract/list-appeals.ts";
import { raiseAppeal } from "#capabilities/appeals/contract/raise-appeal.ts";
import { startTestHouse, type TestHouse } from "./start-test-house.ts";

let house: TestHouse;

beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(async () => {
  await house.close();
});

test("the demo's people sign in, call and are refused; nothing is seen by another file", async () => {
  const clerk = await house.signIn("clerk");
  expect((await clerk.call(readAccount, {})).posts).toMatchObject([{ organization: "清河镇诉求受理中心", inForce: true }]);
  const before = (await clerk.call(listAppeals, {})).count;
  expect(before).toBeGreaterThan(100);
  expect(await house.visitor().refused(listAppeals, {})).toMatchObject({ status: 401, code: "sign-in-required" });
  const other = await startTestHouse();
  const raised = await other.visitor().call(raiseAppeal, { text: "村口的路灯坏了三天了。", mode: "anonymous" });
  expect(raised.receiptCode).not.toBeNull();
  await other.settle();
  expect((await other.admin<{ count: number }>("select count(*)::int as count from platform.outbox"))[0]?.count).toBe(0);
  await other.close();
  expect((await clerk.call(listAppeals, {})).count).toBe(before);
});

test("a real port answers, and a bare house has nobody", async () => {
  const bare = await startTestHouse({ furnishing: "bare" });
  const url = await bare.listen();
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect(await bare.visitor().refused(demoSignIn, { phone: "19900000001" })).toMatchObject({ code: "no-such-tenant" });
  await bare.close();
});

test("a bug nobody looked at fails the file", async () => {
  const broken = await startTestHouse({
    through: (database) => ({ ...database, ping: () => Promise.reject(new Error("gone")) }),
  });
  expect((await broken.visitor().fetch({ url: "/readyz" })).statusCode).toBe(503);
  await broken.admin("drop table appeals.appeal cascade");
  const answer = await (await broken.signIn("clerk")).fetch({ url: "/api/v1/t/qinghe/appeals/list-appeals" });
  expect(answer.statusCode).toBe(500);
  await expect(broken.close()).rejects.toThrow("the house had bugs");
});
