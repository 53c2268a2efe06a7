import { describe, expect, it } from "vitest";
import { plainSyntax } from "./plain-syntax.ts";
import { found, judgePlanted } from "./planted.ts";

const code = (text: string, path = "platform/http/x.ts") => found(plainSyntax, { [path]: text });

describe("plain-syntax", () => {
  it.each([
    ["a declaration for somebody else's types", 'declare module "vitest" { interface X { readonly y: 1 } }', "tools/x.ts"],
    ["a door", 'export { a } from "./a.ts"; export * from "./b.ts";', "packages/sortition/src/index.ts"],
    ["a capability's door", 'export { a } from "./actions/a.ts";', "capabilities/appeals/index.ts"],
    ["a page", "export default function Page() { return null; }", "capabilities/appeals/pages/raise.tsx"],
    ["a configuration", "export default {};", "vitest.config.ts"],
    ["one name passed on beside work of its own", 'export { a } from "./a.ts"; export const b = 1;', "platform/http/x.ts"],
  ])("lets %s stand", (_what, text, path) => {
    expect(code(text, path)).toEqual([]);
  });

  it.each([
    ["enum A { B }", "an enum"],
    ["const enum A { B }", "an enum"],
    ["@sealed class A {}", "a decorator"],
    ["class A { @column() b = 1; }", "a decorator"],
    ["namespace A { export const b = 1; }", "a namespace"],
    ["export default function f() {}", "a default export"],
    ['export * from "./a.ts"; export const b = 1;', "export *"],
    ['export { a } from "./a.ts";\nexport type { B } from "./b.ts";', "only passes on"],
  ])("stops %s", (text, message) => {
    expect(code(text)).toEqual([expect.stringContaining(message)]);
  });

  it("stops an index that is no door", () => {
    expect(code("export const a = 1;", "platform/http/index.ts")).toEqual([
      expect.stringContaining("only a door is called index"),
    ]);
    expect(code("export const a = 1;", "capabilities/appeals/domain/index.ts")).toHaveLength(1);
  });

  it("fails when there was nothing to read", () => {
    expect(judgePlanted(plainSyntax, { "README.md": "" }).state).toBe("failed");
  });
});
