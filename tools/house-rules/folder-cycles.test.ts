import { describe, expect, it } from "vitest";
import { folderCycles } from "./folder-cycles.ts";
import { found, judgePlanted } from "./planted.ts";

describe("folder-cycles", () => {
  it("names the shortest way round", () => {
    const files = {
      "platform/http/a.ts": 'import { b } from "../auth/b.ts";',
      "platform/auth/b.ts": 'import { c } from "../jobs/c.ts";',
      "platform/jobs/c.ts": 'import type { a } from "../http/a.ts";',
      "platform/jobs/d.ts": 'import { e } from "../files/e.ts";',
    };
    expect(found(folderCycles, files)).toEqual([
      "platform/auth:0 a cycle of folders: platform/auth → platform/jobs → platform/http → platform/auth",
    ]);
  });

  it("takes a file beside folders as a unit of its own", () => {
    const files = {
      "platform/contract.ts": 'import { r } from "./refusal.ts";',
      "platform/http/a.ts": 'import { r } from "../contract.ts";',
      "platform/registry/a.ts": 'import { r } from "../http/a.ts";',
    };
    expect(found(folderCycles, files)).toEqual([]);
  });

  it("finds a cycle through such a file", () => {
    const files = {
      "packages/one/src/index.ts": 'import { a } from "./net/a.ts";',
      "packages/one/src/ground.ts": 'import { a } from "./net/a.ts";',
      "packages/one/src/net/a.ts": 'import { g } from "../ground.ts";',
    };
    expect(found(folderCycles, files)).toEqual([
      "packages/one/src/ground.ts:0 a cycle of folders: packages/one/src/ground.ts → packages/one/src/net → packages/one/src/ground.ts",
    ]);
  });

  it("finds packages that need each other", () => {
    const files = {
      "packages/one/src/index.ts": 'import { two } from "@gongzhi/two";',
      "packages/two/src/index.ts": 'import { one } from "@gongzhi/one";',
    };
    expect(found(folderCycles, files)).toHaveLength(1);
  });

  it("finds capabilities whose manifests depend on each other", () => {
    const files = {
      "capabilities/one/index.ts": 'export const one = { dependsOn: ["two"] };',
      "capabilities/two/index.ts": 'export const two = { dependsOn: ["one"] };',
    };
    expect(found(folderCycles, files)).toEqual(["one:0 a cycle of dependsOn: one → two → one"]);
  });

  it("leaves tests out, and fails when there was nothing to read", () => {
    expect(judgePlanted(folderCycles, { "platform/http/a.test.ts": "" }).state).toBe("failed");
  });
});
