import { expect, test } from "vitest";
import { erasureContent } from "./erasure-content.ts";

test("an erasure names entries, field, ground and both persons, and nothing of what was erased", () => {
  expect(erasureContent({ entries: [4, 11], field: "answer", ground: "consent", asked_by: "one", decided_by: "two" })).toEqual({
    title: "抹去第 5、12 条存证的一项内容",
    entries: [4, 11],
    fields: ["answer"],
    ground: "consent",
    by: [{ person: "one" }, { person: "two" }],
  });
});
