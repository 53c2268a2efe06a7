import type { ReactNode } from "react";
import { describe, expect, test } from "vitest";
import { refuse } from "../../platform/refusal.ts";
import { KIT_MESSAGES } from "../testing/kit-messages.ts";
import { renderPage } from "../testing/render-page.tsx";
import { DataTable } from "./DataTable.tsx";
import { Deadline } from "./Deadline.tsx";
import { Difference } from "./Difference.tsx";
import { Meter } from "./Meter.tsx";
import { Pager } from "./Pager.tsx";
import { RefusalBox } from "./RefusalBox.tsx";
import { StatusTag } from "./StatusTag.tsx";

const draw = (part: ReactNode, locale: "zh-CN" | "en" = "zh-CN", nowUtc = "2026-11-23T04:00:00.000Z") =>
  renderPage(part, { messages: KIT_MESSAGES, viewer: { locale }, nowUtc });
const words = (html: string) =>
  html
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
const END_OF_26 = "2026-11-26T16:00:00.000Z";

describe("Deadline", () => {
  test.each([
    ["2026-11-23T04:00:00.000Z", "还有 3 天 2026年11月26日 星期四"],
    ["2026-11-26T04:00:00.000Z", "今天到期 2026年11月26日 星期四"],
    ["2026-11-28T04:00:00.000Z", "逾期 2 天 2026年11月26日 星期四"],
  ])("at %s says %s", (now, says) => {
    expect(words(draw(<Deadline dueAtUtc={END_OF_26} />, "zh-CN", now))).toBe(says);
  });

  test("is history once it is done", () => {
    expect(words(draw(<Deadline dueAtUtc={END_OF_26} doneAtUtc="2026-11-25T04:00:00.000Z" />))).toContain("按期办结");
    expect(words(draw(<Deadline dueAtUtc={END_OF_26} doneAtUtc="2026-11-27T04:00:00.000Z" />, "en"))).toContain(
      "Done 1 day late",
    );
  });

  test("says when it may still move", () => {
    expect(words(draw(<Deadline dueAtUtc={END_OF_26} provisional />, "en"))).toContain("provisional");
    expect(words(draw(<Deadline dueAtUtc={END_OF_26} hourKept />, "en"))).toContain("do it soon");
  });
});

test("a difference says in words what is gone and what was added, and folds what stayed", () => {
  const same = (text: string) => ({ kind: "same" as const, stretches: [{ text, mark: "same" as const }] });
  const changed = [
    { text: "提前", mark: "same" as const },
    { text: "十天", mark: "gone" as const },
    { text: "七天", mark: "added" as const },
  ];
  const html = draw(<Difference lines={[same("甲"), same("乙"), same("丙"), { kind: "changed", stretches: changed }]} />);
  expect(words(html)).toBe("2 行没有变化 甲 乙 丙 提前 删去： 十天 新增： 七天");
  expect(html).toMatch(/<del>.*十天<\/del>.*<ins>.*七天<\/ins>/);
  expect(words(draw(<Difference lines={[same("甲")]} />))).toBe("两版文字相同。");
});

test("a state is a word and a sign, not a colour alone", () => {
  const html = draw(<StatusTag tone="bad">已逾期</StatusTag>);
  expect(html).toMatch(/<svg[^>]*aria-hidden="true".*已逾期/);
});

test("a refusal has its sentence, its rule by name and the next step", () => {
  const rule = { rule: "village-organization-law", version: "2018", article: "第二十一条" };
  expect(words(draw(<RefusalBox texts="sample" refusal={refuse("gone", "closed-today", { rule })} />))).toBe(
    "今天已停止受理。 依据：village-organization-law (2018) 第二十一条 您可以： 明天八点以后再来，或到便民窗口登记。",
  );
  expect(words(draw(<RefusalBox texts="sample" refusal={refuse("sign-in", "sign-in-required")} />))).toContain("需要先登录。");
});

test("a meter shows what is there, out of what, and what is needed", () => {
  const html = draw(<Meter label="到会" value={38} outOf={52} need={35} />);
  expect(words(html)).toBe("到会 38 / 52 (73.1%)");
  expect(html).toContain("meter-bar enough");
  expect(words(draw(<Meter label="到会" value={0} outOf={0} />))).toContain("0 / 0");
});

test("a table keeps its roles and heads when it becomes cards", () => {
  const html = draw(
    <DataTable
      caption="表"
      columns={[
        { key: "a", head: "户名", names: true, render: (row: string) => row },
        { key: "b", head: "金额", numeric: true, render: () => "1" },
      ]}
      rows={["张三"]}
      rowKey={(row) => row}
      totals={{ a: "合计", b: "1" }}
    />,
  );
  expect(html).toContain('<th role="rowheader" scope="row" data-head="户名">张三</th>');
  expect(html).toContain('<td role="cell" class="numeric figures" data-head="金额">1</td>');
  expect(html).toContain("<tfoot");
});

test("a pager without neighbours is not there", () => {
  expect([draw(<Pager />), words(draw(<Pager next="?cursor=a" />))]).toEqual(["", "下一页 →"]);
});
