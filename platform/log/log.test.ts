import { describe, expect, test } from "vitest";
import { createLog, requestId, scrubLine } from "./log.ts";
import { scrubText } from "./scrub.ts";

function logging(): { readonly log: ReturnType<typeof createLog>; readonly lines: string[] } {
  const lines: string[] = [];
  return { log: createLog({ level: "trace", destination: { write: (line: string) => lines.push(line) } }), lines };
}

const PLANTED = [
  "13800138000",
  "138-0013-8000",
  "138 0013 8000",
  "+86 13800138000",
  "8613800138000",
  "１３８００１３８０００",
  "0716-5881234",
  "010 62345678",
  "11010519491231002X",
  "11010519491231002x",
  "440524188001010014",
  "110105 19491231 002X",
  "6222021234567890123",
  "6222 0212 3456 7890",
  "zhang.san@example.com",
  "张三@例子.中国",
  "Bearer abc.def.ghi",
  "Basic emhhbmc6c2FuMTIz",
  "Zx9kQ2mW7pLr4TnB8vYc1HdF6sJg3AeU5iOqXwRt0Ky",
];

describe("shapes", () => {
  test.each(PLANTED)("%s does not pass", (planted) => {
    for (const text of [planted, `电话${planted}，请回复`, `(${planted})`, `a=${planted}&b`, `tel:${planted};`]) {
      expect(scrubText(text)).toMatch(/\[(phone|number|mail|secret)\]/);
      expect(scrubText(text)).not.toContain(planted);
    }
  });

  test.each([
    ["验证码123456", "验证码[secret]"],
    ["code=482913", "code=[secret]"],
    ["password: hunter2hunter2", "password: [secret]"],
    ['"token":"abcdef123"', '"token":"[secret]"'],
  ])("%s becomes %s", (text, scrubbed) => {
    expect(scrubText(text)).toBe(scrubbed);
  });

  test.each([
    "0190f3c1-1380-7138-9001-013800138000",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0bd41813800138000b0f00",
    "20261123-7K3Q-M9XC",
    "2026-11-23T09:30:00.000Z",
    "1700000000000",
    "GET /api/v1/t/dongjiakou/appeals 200 12.5 ms",
    "platform/http/server.ts:120:15",
    "code: too-early",
  ])("%s stays", (text) => {
    expect(scrubText(text)).toBe(text);
  });
});

describe("every way out of the logger", () => {
  test("message, arguments, fields, nested fields, children, errors: nothing planted passes", () => {
    const { log, lines } = logging();
    for (const planted of PLANTED) {
      log.info(`calls from ${planted}`);
      log.info("calls from %s and %o", planted, { planted });
      log.warn({ who: planted, deep: { er: [{ planted }], [planted]: 1 } }, "x");
      log.child({ bound: planted }).error(new Error(`failed for ${planted}`, { cause: new Error(planted) }));
    }
    expect(lines.length).toBe(PLANTED.length * 4);
    const all = lines.join("");
    expect(PLANTED.filter((planted) => all.includes(planted))).toEqual([]);
    expect(lines.map((line) => JSON.parse(line) as unknown).length).toBe(lines.length);
  });

  test("numbers too, and one-time codes under their key", () => {
    const { log, lines } = logging();
    log.info({ dialled: 13_800_138_000, code: "482913", given: 482_913, count: 12 }, "x");
    log.info({ code: 482_913 }, "y");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { dialled: "[number]", code: "[secret]", count: 12 },
      { code: "[secret]" },
    ]);
  });

  test("telling keys are dropped, whatever they hold", () => {
    const { log, lines } = logging();
    log.info({
      name: "张三",
      phone: { a: 1 },
      req: { headers: { cookie: "x", "user-agent": "y" }, remoteAddress: "10.0.0.1", url: "/a?q=张三" },
    });
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      name: "[dropped]",
      phone: "[dropped]",
      req: { headers: { cookie: "[dropped]", "user-agent": "[dropped]" }, remoteAddress: "[dropped]", url: "/a?…" },
    });
  });

  test("a database error keeps its code and loses the row it quotes", () => {
    const { log, lines } = logging();
    const fault = Object.assign(new Error("duplicate key value"), {
      code: "23505",
      constraint: "person_phone_key",
      detail: "Key (name)=(张三) already exists.",
      where: "COPY person, line 1: 张三",
    });
    log.error(fault, "insert failed");
    expect(lines[0]).not.toContain("张三");
    expect(lines[0]).toContain("person_phone_key");
    expect(lines[0]).toContain("duplicate key value");
  });

  test("long, deep and wide things are cut", () => {
    const { log, lines } = logging();
    let deep: object = {};
    for (let level = 0; level < 50; level++) deep = { deep };
    log.info({ deep, wide: Array.from({ length: 10_000 }, () => 1), long: "好".repeat(100_000) }, "x");
    expect((lines[0] ?? "").length).toBeLessThan(5_000);
  });

  test("lines carry ISO time and a level by name, and no host", () => {
    const { log, lines } = logging();
    log.info("started");
    const line = JSON.parse(lines[0] ?? "") as Readonly<Record<string, unknown>>;
    expect(Object.keys(line)).toEqual(["level", "time", "msg"]);
    expect(line["level"]).toBe("info");
    expect(line["time"]).toMatch(/^\d{4}-\d{2}-\d{2}T.*Z$/);
  });

  test("a line that is no JSON is not let through", () => {
    expect(scrubLine("13800138000")).not.toContain("13800138000");
    expect(scrubLine("{broken 13800138000")).toBe('{"level":"error","msg":"a log line could not be read and was dropped"}\n');
  });
});

test("a proxy's request id is taken if it looks like one", () => {
  const next = () => "made";
  expect(requestId("a1b2c3d4-e5f6", next)).toBe("a1b2c3d4-e5f6");
  for (const odd of [undefined, "", "short", "x".repeat(65), "a b c d e f g", "138001380001", ["a1b2c3d4", "b"]])
    expect(requestId(odd, next)).toBe("made");
});
