import { describe, expect, it } from "vitest";
import { importBoundaries } from "./import-boundaries.ts";
import { found, judgePlanted } from "./planted.ts";

const MANIFESTS = {
  "capabilities/appeals/index.ts": 'export const appeals = { name: "appeals", dependsOn: ["cases"] as const };',
  "capabilities/cases/index.ts": 'export const cases = { name: "cases", dependsOn: [] };',
  "capabilities/ballots/index.ts": 'export const ballots = { name: "ballots", dependsOn: [] };',
  "packages/sortition/package.json": '{ "dependencies": { "@gongzhi/merkle-log": "0.1.0", "bpmn-moddle": "10" } }',
};

function from(path: string, text: string) {
  return found(importBoundaries, { ...MANIFESTS, [path]: text });
}

/** [file, what it imports]: each stands alone in a planted project. */
const ALLOWED: readonly (readonly [string, string])[] = [
  ["packages/sortition/src/panel.ts", "./lot.ts"],
  ["packages/sortition/src/panel.ts", "@gongzhi/merkle-log"],
  ["packages/sortition/src/panel.ts", "bpmn-moddle"],
  ["packages/sortition/src/panel.test.ts", "node:fs"],
  ["packages/sortition/bench/bench.ts", "highs"],
  ["packages/sortition/src/fixtures/real-data.ts", "node:fs"],
  ["packages/sortition/src/panel.test.ts", "./fixtures/real-data.ts"],
  ["platform/http/server.ts", "../refusal.ts"],
  ["platform/http/server.ts", "fastify"],
  ["capabilities/appeals/contract/raise-appeal.ts", "#platform/contract.ts"],
  ["capabilities/appeals/contract/raise-appeal.ts", "#capabilities/cases/contract/ids.ts"],
  ["capabilities/appeals/domain/route-appeal.ts", "../contract/ids.ts"],
  ["capabilities/appeals/domain/route-appeal.ts", "@gongzhi/procedure"],
  ["capabilities/appeals/domain/route-appeal.test.ts", "fast-check"],
  ["capabilities/appeals/store/appeals.ts", "kysely"],
  ["capabilities/appeals/store/appeals.ts", "#platform/db/tx.ts"],
  ["capabilities/appeals/actions/raise-appeal.ts", "#capabilities/cases/index.ts"],
  ["capabilities/appeals/actions/raise-appeal.ts", "../policy.ts"],
  ["capabilities/appeals/actions/raise-appeal.test.ts", "#apps/server/testing/start-test-house.ts"],
  ["capabilities/appeals/pages/raise.tsx", "../contract/raise-appeal.ts"],
  ["capabilities/appeals/pages/raise.tsx", "#ui-kit/form.tsx"],
  ["capabilities/appeals/pages/raise.tsx", "@mantine/core"],
  ["capabilities/appeals/index.ts", "./actions/raise-appeal.ts"],
  ["ui-kit/form.tsx", "#platform/refusal.ts"],
  ["ui-kit/form.tsx", "typebox"],
  ["apps/server/main.ts", "#capabilities/appeals/index.ts"],
  ["apps/web/routes.ts", "#capabilities/appeals/pages/raise.tsx"],
  ["e2e/raise-appeal.test.ts", "#capabilities/appeals/contract/ids.ts"],
];

const FORBIDDEN: readonly (readonly [string, string])[] = [
  ["packages/sortition/src/panel.ts", "../../opinion-map/src/index.ts"],
  ["packages/sortition/src/panel.ts", "@gongzhi/opinion-map"],
  ["packages/sortition/src/panel.ts", "@gongzhi/merkle-log/src/tree.ts"],
  ["packages/sortition/src/panel.ts", "node:fs"],
  ["packages/sortition/src/panel.ts", "fastify"],
  ["packages/sortition/src/panel.ts", "./fixtures/real-data.ts"],
  ["packages/sortition/src/panel.ts", "../bench/bench.ts"],
  ["packages/sortition/src/panel.ts", "#platform/refusal.ts"],
  ["packages/sortition/src/panel.test.ts", "../../../platform/refusal.ts"],
  ["platform/http/server.ts", "#capabilities/appeals/index.ts"],
  ["platform/http/server.ts", "../../ui-kit/form.tsx"],
  ["platform/http/server.ts", "../../packages/sortition/src/index.ts"],
  ["platform/contract.ts", "./http/server.ts"],
  ["platform/refusal.ts", "node:fs"],
  ["capabilities/appeals/contract/raise-appeal.ts", "#platform/db/tx.ts"],
  ["capabilities/appeals/contract/raise-appeal.ts", "#capabilities/cases/index.ts"],
  ["capabilities/appeals/contract/raise-appeal.ts", "#capabilities/ballots/contract/ids.ts"],
  ["capabilities/appeals/contract/raise-appeal.ts", "../domain/route-appeal.ts"],
  ["capabilities/appeals/domain/route-appeal.ts", "../store/appeals.ts"],
  ["capabilities/appeals/domain/route-appeal.ts", "kysely"],
  ["capabilities/appeals/domain/route-appeal.ts", "node:crypto"],
  ["capabilities/appeals/domain/route-appeal.ts", "#platform/db/tx.ts"],
  ["capabilities/appeals/domain/route-appeal.ts", "#capabilities/cases/index.ts"],
  ["capabilities/appeals/store/appeals.ts", "../actions/raise-appeal.ts"],
  ["capabilities/appeals/store/appeals.ts", "fastify"],
  ["capabilities/appeals/store/appeals.ts", "#capabilities/cases/index.ts"],
  ["capabilities/appeals/actions/raise-appeal.ts", "#capabilities/ballots/index.ts"],
  ["capabilities/appeals/actions/raise-appeal.ts", "#capabilities/cases/store/cases.ts"],
  ["capabilities/appeals/actions/raise-appeal.ts", "../../cases/domain/open-case.ts"],
  ["capabilities/appeals/actions/raise-appeal.ts", "../pages/raise.tsx"],
  ["capabilities/appeals/actions/raise-appeal.test.ts", "#capabilities/cases/store/cases.ts"],
  ["capabilities/appeals/actions/raise-appeal.ts", "#apps/server/main.ts"],
  ["capabilities/appeals/actions/raise-appeal.ts", "#apps/server/testing/start-test-house.ts"],
  ["capabilities/appeals/actions/raise-appeal.test.ts", "#apps/server/make-house.ts"],
  ["capabilities/appeals/pages/raise.tsx", "../domain/route-appeal.ts"],
  ["capabilities/appeals/pages/raise.tsx", "../store/appeals.ts"],
  ["capabilities/appeals/pages/raise.tsx", "#capabilities/appeals/index.ts"],
  ["capabilities/appeals/pages/raise.tsx", "#capabilities/cases/index.ts"],
  ["capabilities/appeals/pages/raise.tsx", "#platform/db/tx.ts"],
  ["capabilities/appeals/pages/raise.tsx", "node:fs"],
  ["capabilities/appeals/pages/raise.tsx", "pg"],
  ["ui-kit/form.tsx", "#capabilities/appeals/contract/raise-appeal.ts"],
  ["ui-kit/form.tsx", "#platform/db/tx.ts"],
  ["ui-kit/form.tsx", "pg"],
  ["apps/server/main.ts", "#capabilities/appeals/store/appeals.ts"],
  ["apps/server/main.ts", "#capabilities/appeals/pages/raise.tsx"],
  ["apps/web/root.tsx", "#capabilities/appeals/actions/raise-appeal.ts"],
  ["e2e/raise-appeal.test.ts", "../capabilities/appeals/store/appeals.ts"],
];

describe("import-boundaries", () => {
  it.each(ALLOWED)("lets %s import %s", (path, specifier) => {
    expect(from(path, `import { x } from "${specifier}";`)).toEqual([]);
  });

  it.each(FORBIDDEN)("stops %s from importing %s", (path, specifier) => {
    const violations = from(path, `import { x } from "${specifier}";`);
    expect(violations).toHaveLength(1);
    expect(violations[0]).toContain(`${path}:1 imports ${specifier}: `);
  });

  const PAST = "#capabilities/cases/store/cases.ts";
  it.each([
    ["import type", `\nimport type { Case } from "${PAST}";`],
    ["export from", `\nexport { x } from "${PAST}";`],
    ["export all", `\nexport * from "${PAST}";`],
    ["import for its effect", `\nimport "${PAST}";`],
    ["import()", `\nexport const x = await import("${PAST}");`],
    ["import() of a template", `\nexport const x = await import(\`${PAST}\`);`],
    ["a type by import()", `\nexport type X = import("${PAST}").Case;`],
  ])("sees %s", (_form, text) => {
    const violations = from("capabilities/appeals/actions/raise-appeal.ts", text);
    expect(violations).toHaveLength(1);
    expect(violations[0]).toContain("raise-appeal.ts:2 ");
  });

  it("does not see what stands in a comment, a string or the text of a page", () => {
    const text = `// import "${PAST}"\n/* import x from "${PAST}" */\nexport const a = 'import "${PAST}"';\nexport const P = () => <p>it's import "{a}"</p>;`;
    expect(from("capabilities/appeals/pages/raise.tsx", text)).toEqual([]);
  });

  it("stops a manifest that depends on a capability that does not exist", () => {
    const index = 'export const x = { dependsOn: ["ghosts"] };';
    expect(from("capabilities/mediation/index.ts", index)).toEqual([
      "capabilities/mediation/index.ts:0 dependsOn names ghosts, which does not exist",
    ]);
  });

  it("fails when there was nothing to read", () => {
    expect(judgePlanted(importBoundaries, { "README.md": "" }).state).toBe("failed");
  });
});
