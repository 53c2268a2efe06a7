import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "./testing/start-test-house.ts";

let house: TestHouse;

beforeAll(async () => {
  house = await startTestHouse({ pages: true });
});
afterAll(async () => {
  await house.close();
});

const ask = async (url: string, cookie?: string) =>
  await house.app.inject({ url, ...(cookie === undefined ? {} : { headers: { cookie } }) });

/** A slip of the finger, another case, a name no tenant may have: none of them is a bug of ours. */
test.each([
  "/t/nobody",
  "/t/nobody/",
  "/t/nobody/appeals",
  "/t/nobody/record",
  "/t/nobody/setup/welcome",
  "/t/QINGHE/appeals",
  "/T/qinghe",
  "/T/qinghe/meetings",
  "/t/%00/appeals",
  "/t/清河/appeals",
])("%s names no tenant: not found, whoever asks", async (url) => {
  const { token } = await house.signIn("steward");
  for (const cookie of [undefined, `gz_session=${token ?? ""}`]) {
    const page = await ask(encodeURI(url).replaceAll("%2500", "%00"), cookie);
    expect([404, 422]).toContain(page.statusCode);
    expect(page.body).toContain("<html");
  }
});

test("a form sent there is refused", async () => {
  const { statusCode } = await house.app.inject({
    method: "POST",
    url: "/t/nobody/accounts/sign-in",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: "_form=accounts%2Fdemo-sign-in&_key=a-key-of-sixteen-letters&phone=19900000001",
  });
  expect([404, 422]).toContain(statusCode);
});

test("an id with letters no header holds is sent back to a page that says it is not there", async () => {
  const { statusCode, headers } = await ask(`/t/qinghe/register/imports/${encodeURIComponent("😀‮")}/rejects`);
  expect(statusCode).toBe(302);
  expect(headers.location).toBe(`/t/qinghe/register/imports/${encodeURIComponent("😀‮")}`);
});
