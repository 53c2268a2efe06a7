import { expect, test } from "vitest";
import { viewQuery } from "../contract/view-query.ts";

test("a view keeps the filters, in one order, and nothing else", () => {
  expect(viewQuery("?after=xyz&state=waiting&q=%E8%B7%AF%E7%81%AF&from=&evil=1")).toBe("q=%E8%B7%AF%E7%81%AF&state=waiting");
  expect(viewQuery("archived=yes&state=closed")).toBe("state=closed&archived=yes");
  expect([viewQuery(""), viewQuery("after=1"), viewQuery("q=+&state=")]).toEqual(["", "", ""]);
});
