import { expect, it } from "vitest";
import { noTriggers } from "./no-triggers.ts";
import { withAdded } from "./planted-migration.ts";

it("lets a sound migration stand", () => {
  expect(withAdded(noTriggers, "")).toEqual([]);
});

it.each([
  "create trigger t before update on appeals.appeal for each row execute function appeals.f();",
  "create or replace trigger t after insert on appeals.appeal execute function appeals.f();",
  "create constraint trigger t after insert on appeals.appeal for each row execute function appeals.f();",
  "create event trigger t on ddl_command_end execute function appeals.f();",
  "create rule r as on delete to appeals.appeal do instead nothing;",
])("stops %s", (sql) => {
  expect(withAdded(noTriggers, sql)).toEqual(["makes a trigger or a rewrite rule"]);
});
