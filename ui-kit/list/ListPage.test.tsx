import { describe, expect, test } from "vitest";
import { searchMatters } from "../gallery/sample/contract/search-matters.ts";
import { readSearch } from "../form/read-search.ts";
import { KIT_MESSAGES } from "../testing/kit-messages.ts";
import { renderPage } from "../testing/render-page.tsx";
import { hereWith } from "./here.ts";
import { ListPage } from "./ListPage.tsx";

const PATH = "/t/heping/sample";
const COLUMNS = [{ key: "name", head: "事项", names: true, render: (row: string) => row }];

function draw(query: string, rows: readonly string[] = ["甲"], next = "bmV4dA"): string {
  const page = (
    <ListPage
      title="事项"
      signature={searchMatters}
      columns={COLUMNS}
      rows={rows}
      rowKey={(row) => row}
      next={next}
      count={{ count: 10_000, more: true }}
      empty={{ says: "还没有。" }}
    />
  );
  return renderPage(page, { messages: KIT_MESSAGES, here: { path: PATH, query } });
}

describe("ListPage", () => {
  test("filters are what the query takes, filled from the address", () => {
    const html = draw("?q=灯&state=working&cursor=old");
    expect(html).toContain('maxLength="60" enterKeyHint="search" name="q" value="灯"');
    expect(html).toMatch(/<option value="working" selected="">/);
    expect(html).toContain("条件（已选 1 项）");
    expect(html).not.toContain('name="cursor"');
  });

  test("the next page keeps the filters", () => {
    expect(draw("?q=%E7%81%AF&cursor=old")).toContain('href="/t/heping/sample?q=%E7%81%AF&amp;cursor=bmV4dA"');
    // A query that calls its cursor otherwise gives the whole address.
    expect(draw("?q=a", ["甲"], `${PATH}?q=a&after=c`)).toContain('href="/t/heping/sample?q=a&amp;after=c"');
  });

  test("an empty list says so; an empty answer to filters offers to take them off", () => {
    expect(draw("", [])).toContain("还没有。");
    expect(draw("?state=done", [])).toContain("没有符合条件的内容。");
  });

  test("counts stop somewhere and say so", () => {
    expect(draw("")).toContain("共 10,000+ 条");
  });
});

test("readSearch takes what the query declares, typed, and nothing else", () => {
  const request = new Request(`http://gz.example${PATH}?q=+灯+&state=working&since=&isAdmin=1`);
  expect(readSearch(request, searchMatters, { cursor: "c" })).toEqual({ q: "灯", state: "working", cursor: "c" });
});

test("hereWith changes what is named and keeps the rest", () => {
  const here = { path: PATH, query: "?q=a&state=done" };
  expect([hereWith(here, { state: undefined, cursor: "c" }), hereWith({ path: PATH, query: "" }, {})]).toEqual([
    `${PATH}?q=a&cursor=c`,
    PATH,
  ]);
});
