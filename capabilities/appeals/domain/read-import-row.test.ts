import { describe, expect, it } from "vitest";
import { isRefusal } from "#platform/refusal.ts";
import { readImportRow, readTime } from "./read-import-row.ts";
import { recogniseHeadings } from "#platform/spreadsheets/recognise-headings.ts";
import { APPEAL_IMPORT } from "./import-fields.ts";

const HEADINGS = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"];

describe("recognising headings", () => {
  it("knows those of a message board, and names what it does not", () => {
    const { mapping, unknown, missing } = recogniseHeadings(APPEAL_IMPORT, [...HEADINGS, "心情"]);
    expect(mapping).toMatchObject({ number: "留言编号", text: "留言详情", reply: "答复意见", replyTime: "答复时间" });
    expect(unknown).toEqual(["心情"]);
    expect(missing).toEqual([]);
  });
  it("says what is missing, until it is mapped by hand", () => {
    expect(recogniseHeadings(APPEAL_IMPORT, ["什么事", "哪天"]).missing).toEqual(["text", "time"]);
    expect(recogniseHeadings(APPEAL_IMPORT, ["什么事", "哪天"], { text: "什么事", time: "哪天" }).missing).toEqual([]);
  });
});

describe("times of imported rows", () => {
  it("reads what such files hold, in China's legal time", () => {
    expect(readTime("2019/2/28 11:25:05")?.toISOString()).toBe("2019-02-28T03:25:05.000Z");
    expect(readTime("2019-04-08")?.toISOString()).toBe("2019-04-07T16:00:00.000Z");
    expect(readTime("2019年4月8日 8:05")?.toISOString()).toBe("2019-04-08T00:05:00.000Z");
  });
  it("does not bend days that are none", () => {
    for (const text of ["2019-02-30", "2019-13-01", "2019-01-01 24:00:00", "昨天", ""]) expect(readTime(text)).toBeUndefined();
  });
});

describe("imported rows", () => {
  const { mapping } = recogniseHeadings(APPEAL_IMPORT, HEADINGS);
  const row = {
    留言编号: "7",
    留言用户: "甲",
    留言主题: "路灯",
    留言时间: "2020-01-02",
    留言详情: "灯坏了",
    答复意见: "已修",
    答复时间: "2020-01-05",
  };
  it("are read whole; the same row is the same, and another word, another", () => {
    const read = readImportRow(row, mapping);
    expect(read).toMatchObject({ title: "路灯", text: "灯坏了", reply: "已修", user: "甲", sourceNumber: "7" });
    const identity = (values: typeof row) => {
      const one = readImportRow(values, mapping);
      return isRefusal(one) ? one.code : one.identity;
    };
    expect(identity({ ...row })).toBe(identity(row));
    expect(identity({ ...row, 留言详情: "灯又坏了" })).not.toBe(identity(row));
    expect(identity({ ...row, 留言时间: "2020-01-03" })).not.toBe(identity(row));
  });
  it.each([
    [{ ...row, 留言时间: "不详" }, "time", "no-time"],
    [{ ...row, 留言主题: "", 留言详情: " " }, "text", "empty"],
    [{ ...row, 留言详情: "长".repeat(20_001) }, "text", "too-long"],
    [{ ...row, 答复时间: "2019-12-31" }, "replyTime", "before-raised"],
  ])("are rejected with the column and the reason", (bad, field, reason) => {
    expect(readImportRow(bad, mapping)).toMatchObject({ code: "row-rejected", facts: { field, reason } });
  });
});
