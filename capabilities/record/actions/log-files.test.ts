import { afterAll, beforeAll, expect, test } from "vitest";
import { openCheckpoint, parseNoteKey } from "@gongzhi/merkle-log";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
  await house.settle();
});
afterAll(async () => {
  await house.close();
});

const get = async (path: string, headers = {}) =>
  await house.visitor().fetch({ method: "GET", url: `/t/qinghe/log/${path}`, headers });
const lines = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

test("the demo town's record stands: rules, procedures and released outcomes, signed", async () => {
  const about = (await get("about")).json<{ readonly origin: string; readonly key: string; readonly kinds: object }>();
  expect(about.origin).toBe("127.0.0.1:3000/t/qinghe/log");
  expect(Object.keys(about.kinds)).toEqual(expect.arrayContaining(["rules.version", "cases.procedure", "appeals.outcome"]));
  const opened = await openCheckpoint((await get("checkpoint")).body, [parseNoteKey(about.key)]);
  expect(opened.origin).toBe(about.origin);
  const kinds = await house.admin<{ kind: string; count: number }>(
    "select kind, count(*)::int as count from record.entry e join platform.tenant t on t.id = e.tenant_id where slug = 'qinghe' group by kind",
  );
  expect(kinds.reduce((sum, { count }) => sum + count, 0)).toBe(Number(opened.size));
  for (const kind of ["rules.version", "cases.procedure", "appeals.outcome"])
    expect(kinds.find((row) => row.kind === kind)?.count, kind).toBeGreaterThan(0);
  const county = await house.visitor().fetch({ method: "GET", url: "/t/yunxi/log/about" });
  expect(county.json<{ readonly key: string }>().key).not.toBe(about.key);
});

test("tiles are kept by whoever fetched them, the checkpoint is asked for anew", async () => {
  const size = Number((await get("checkpoint")).body.split("\n")[1]);
  const tile = await get(`tile/0/000.p/${size}`);
  expect([tile.statusCode, tile.headers["cache-control"], tile.headers["access-control-allow-origin"]]).toEqual([
    200,
    "public, max-age=31536000, immutable",
    "*",
  ]);
  expect(tile.rawPayload).toHaveLength(size * 32);
  const checkpoint = await get("checkpoint");
  expect([checkpoint.headers["cache-control"], checkpoint.headers["content-type"]]).toEqual([
    "public, no-cache",
    "text/plain; charset=utf-8",
  ]);
  // From what is made of tables a word may be erased at any moment: nothing between keeps it.
  for (const made of ["content/000", "current/rules.version/first", "about", "proof/0"])
    expect((await get(made)).headers["cache-control"], made).toBe("private, no-cache");
  expect((await get(`tile/0/000.p/${size + 1}`)).headers["cache-control"]).toBe("no-store");
  expect((await get("checkpoint", { "if-none-match": checkpoint.headers["etag"] })).statusCode).toBe(304);
  for (const absent of [
    "tile/0/000",
    "tile/0/000.p/1",
    "tile/0/../../x",
    "..%2f..%2fkeys",
    "content/999",
    "content/000.p/3",
    "current/no.kind/first",
    "current/rules.version",
    "current/rules.version/x",
    "other",
    "about/x",
  ])
    expect((await get(absent)).statusCode, absent).toBe(404);
  expect((await house.visitor().fetch({ method: "GET", url: "/t/nowhere/log/checkpoint" })).statusCode).toBe(404);
});

test("what is official now is what was recorded", async () => {
  const content = new Map(lines((await get("content/000")).body).map((line) => [line["index"], line]));
  for (const kind of ["rules.version", "cases.procedure", "appeals.outcome"]) {
    const things = lines((await get(`current/${kind}/first`)).body);
    expect(things.length, kind).toBeGreaterThan(0);
    for (const thing of things) {
      expect(thing, JSON.stringify(thing)).toMatchObject({ waiting: false, index: expect.any(Number) as number });
      const recorded = content.get(thing["index"]) as {
        readonly content?: object;
        readonly fields?: Readonly<Record<string, { value: unknown }>>;
      };
      expect(thing["content"]).toEqual(recorded.content);
      if (recorded.fields !== undefined)
        expect(thing["fields"]).toEqual(
          Object.fromEntries(Object.entries(recorded.fields).map(([name, { value }]) => [name, value])),
        );
    }
  }
});

test("pages of what is official follow one another without gap or double", async () => {
  const all = lines((await get("current/rules.version/first")).body).map((thing) => thing["subject"]);
  const rest = lines((await get(`current/rules.version/after!${String(all[1]).replace("/", "!")}`)).body).map(
    (thing) => thing["subject"],
  );
  expect(rest).toEqual(all.slice(2));
});
