import { describe, expect, it } from "vitest";
import { finishedCode } from "./finished-code.ts";
import { found, judgePlanted } from "./planted.ts";

const code = (text: string, path = "platform/x.ts") => found(finishedCode, { [path]: text });
const test = (text: string) => code(text, "platform/x.test.ts");

describe("finished-code", () => {
  it("lets finished code stand", () => {
    const text =
      "/** Why: RFC 6962. For nowhere else. */ export const x: unknown = 1; // the list of things to do\nexport const html = '<input placeholder=\"x\">';";
    expect(code(text)).toEqual([]);
    expect(
      test("it.skipIf(!data)('x', () => {}); it.each([1])('y', () => {}); describe.runIf(true)('z', () => {}); map.only('x');"),
    ).toEqual([]);
  });

  it.each(["// TODO: later", "/* FIXME */", "// placeholder value", "// not implemented", "// to be implemented", "// 待实现"])(
    "stops the comment %s",
    (comment) => {
      expect(code(`export const x = 1;\n${comment}`)).toEqual([expect.stringContaining("platform/x.ts:2 a comment says")]);
    },
  );

  it.each([
    "// @ts-ignore",
    "// @ts-expect-error because",
    "// oxlint-disable-next-line no-console",
    "/* eslint-disable */",
    "// prettier-ignore",
    "/* v8 ignore next */",
  ])("stops the comment %s", (comment) => {
    expect(code(`${comment}\nexport const x = 1;`)).toHaveLength(1);
  });

  it.each(["export const x = 'Coming soon';", "export const x = `功能开发中 ${1}`;", "export const P = () => <p>敬请期待</p>;"])(
    "stops the text %s",
    (text) => {
      expect(code(text, "capabilities/a/pages/x.tsx")).toEqual([expect.stringContaining("a text says")]);
    },
  );

  it.each(["let x: any = 1;", "export function f(x: Record<string, any>) {}", "const y = x as any;"])(
    "stops the type in %s",
    (text) => {
      expect(code(text)).toEqual([expect.stringContaining("the type any")]);
    },
  );

  it.each([
    "it.only('x', () => {});",
    "describe.skip('x', () => {});",
    "test.todo('x');",
    "it.concurrent.only('x', f);",
    "xit('x', f);",
    "fdescribe('x', f);",
    "it.fails('x', f);",
  ])("stops the test %s", (text) => {
    expect(test(text)).toHaveLength(1);
  });

  it("fails when there was nothing to read", () => {
    expect(judgePlanted(finishedCode, { "README.md": "" }).state).toBe("failed");
  });
});
