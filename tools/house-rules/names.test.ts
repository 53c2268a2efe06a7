import { describe, expect, it } from "vitest";
import { names } from "./names.ts";
import { found, judgePlanted } from "./planted.ts";

describe("names", () => {
  it.each([
    ["platform/http/read-body.ts", "export function readBody() {}"],
    ["ui-kit/form/FieldControl.tsx", "export function FieldControl() { return null; }"],
    ["capabilities/services/contract/book-service.ts", "export const bookService = 1; export type ServiceGuide = {};"],
    ["packages/text-triage/src/types-of-matter.ts", "export const x = 1;"],
    ["packages/procedure/src/engine.property.test.ts", ""],
    ["apps/web/entry.server.tsx", "export function handle() {}"],
    ["docs/adr/0001-Why.md", ""],
  ])("lets %s stand", (path, text) => {
    expect(found(names, { [path]: text })).toEqual([]);
  });

  it.each(["shared", "common", "utils", "helpers", "types", "core", "misc", "Utils"])("stops the folder %s", (folder) => {
    expect(found(names, { [`platform/${folder}/clock.ts`]: "" })).toHaveLength(1);
    expect(found(names, { [`docs/${folder}/clock.md`]: "" })).toHaveLength(1);
  });

  it.each([
    "platform/readBody.ts",
    "platform/Read.ts",
    "platform/read_body.ts",
    "platform/Http/read.ts",
    "platform/date-utils.ts",
    "platform/helpers.ts",
  ])("stops the file %s", (path) => {
    expect(found(names, { [path]: "" })).toHaveLength(1);
  });

  it.each([
    "export class SessionManager {}",
    "export class AppealService {}",
    "class BaseStore {}",
    "export function dateHelper() {}",
    "export const parseUtils = 1;",
    "export type QueryHelper = {};",
    "export const ROW_HELPER = 1;",
  ])("stops %s", (text) => {
    expect(found(names, { "platform/x.ts": text })).toEqual([expect.stringContaining("names no act and no thing")]);
  });

  it("fails when there was nothing to read", () => {
    expect(judgePlanted(names, { "README.md": "" }).state).toBe("failed");
  });
});
