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
  for (const [path, said] of [
    ["/readyz", { ready: true }],
    ["/healthz", { ok: true }],
  ] as const) {
    const answer = await fetch(url + path);
    expect([answer.status, await answer.json()]).toEqual([200, said]);
  }
  expect(await bare.visitor().refused(demoSignIn, { phone: "19900000001" })).toMatchObject({ code: "no-such-tenant" });
  await bare.close();
});

test("the API is described for programs and browsable for people, every signature with who may call it", async () => {
  const visitor = house.visitor();
  const described = (await visitor.fetch({ url: "/api/openapi.json" })).json<{
    readonly openapi: string;
    readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly description?: string }>>>>;
  }>();
  expect(described.openapi).toBe("3.1.0");
  for (const { signature } of house.invoker.registry.entries.values()) {
    const [path] = [described.paths[`/api/v1/t/{tenant}/${signature.name}`]];
    const call = path?.[signature.kind === "action" ? "post" : "get"];
    expect(call?.description, signature.name).toMatch(/^May be called by: \S/);
  }
  const page = await visitor.fetch({ url: "/api/" });
  expect([page.statusCode, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  expect(page.body).toContain("swagger-ui");
  // Its scripts come from here, and nothing on it runs that does not.
  const csp = String(page.headers["content-security-policy"]);
  expect(csp).toContain("default-src 'self'");
  for (const [, source = ""] of page.body.matchAll(/(?:src|href)="([^"]+)"/g)) {
    expect(source).not.toMatch(/^(https?:)?\/\//);
    expect((await visitor.fetch({ url: new URL(source, "http://x/api/").pathname })).statusCode, source).toBe(200);
  }
});

test("a bug nobody looked at fails the file", async () => {
  const broken = await startTestHouse({
    through: (database) => ({ ...database, ping: () => Promise.reject(new Error("gone")) }),
  });
  // It lives, and says that it cannot serve.
  expect((await broken.visitor().fetch({ url: "/readyz" })).json()).toEqual({ ready: false });
  expect((await broken.visitor().fetch({ url: "/readyz" })).statusCode).toBe(503);
  expect((await broken.visitor().fetch({ url: "/healthz" })).statusCode).toBe(200);
  await broken.admin("drop table appeals.appeal cascade");
  const answer = await (await broken.signIn("clerk")).fetch({ url: "/api/v1/t/qinghe/appeals/list-appeals" });
  expect(answer.statusCode).toBe(500);
  await expect(broken.close()).rejects.toThrow("the house had bugs");
});
