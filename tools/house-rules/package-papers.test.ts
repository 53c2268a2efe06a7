import { expect, it } from "vitest";
import { packagePapers } from "./package-papers.ts";
import { found } from "./planted.ts";

const README = '# a\n\n```ts\nimport { add } from "@gongzhi/a";\n\nconst sum = add(1, 2);\nconsole.log(sum); // 3\n```\n';
const SOUND = {
  "packages/a/package.json": '{ "name": "@gongzhi/a" }',
  "packages/a/LICENSE": "MIT",
  "packages/a/CHANGELOG.md": "",
  "packages/a/README.md": README,
  "packages/a/src/index.ts": "",
  "packages/a/src/readme.test.ts":
    'import { add } from "./index.ts";\nit("x", () => { const sum =\n add(1, 2); expect(sum).toBe(3); });',
};

it("lets a test stand that holds the example's lines, or runs README.md itself", () => {
  expect(found(packagePapers, SOUND)).toEqual([]);
  expect(found(packagePapers, { ...SOUND, "packages/a/src/readme.test.ts": 'readFileSync("../README.md")' })).toEqual([]);
});

it.each(["README.md", "CHANGELOG.md", "LICENSE", "src/index.ts", "src/readme.test.ts"])("stops a package without %s", (name) => {
  const files = Object.fromEntries(Object.entries(SOUND).filter(([path]) => path !== `packages/a/${name}`));
  expect(found(packagePapers, files)).toEqual([`packages/a:0 has no ${name}`]);
});

it.each([
  ["packages/a/README.md", "# a\n", "shows no example"],
  ["packages/a/README.md", README.replace("@gongzhi/a", "./src/index.ts"), "does not import the package by its name"],
  ["packages/a/README.md", README.replace("const sum", "\n\n\n\n\n\nconst sum"), "at most 8"],
  ["packages/a/README.md", README.replace("add(1, 2)", "add(2, 2)"), "neither reads README.md nor holds"],
  ["packages/a/src/readme.test.ts", "it('x', () => {});", "neither reads README.md nor holds"],
])("stops %s that reads %j", (path, text, message) => {
  expect(found(packagePapers, { ...SOUND, [path]: text })).toEqual([expect.stringContaining(message)]);
});
