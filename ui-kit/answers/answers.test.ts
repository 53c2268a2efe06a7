import { expect, test } from "vitest";
import { MOST_ENTRIES, sendFeed } from "./send-feed.ts";
import { sendFile } from "./send-file.ts";

const entry = {
  id: "https://a.example/1",
  href: "https://a.example/1?x=1&y=2",
  title: '<script>"路灯" & \u0000\uD800',
  category: "roads",
  text: "]]> 已修\u{20BB7}",
  publishedOn: "2026-11-20",
  updatedOn: "2026-11-23",
};
const feed = { title: "清河镇", home: "https://a.example", entries: [entry] };
const read = async (path: string, entries = feed.entries) => {
  const kind = path.startsWith("feed.rss") ? "rss" : "atom";
  const answer = sendFeed(new Request(`https://a.example/${path}`), kind, { ...feed, entries });
  return { type: answer.headers.get("content-type"), text: await answer.text() };
};

test("one feed, as Atom or RSS; what people typed is text in both", async () => {
  const atom = await read("feed.atom?area=a");
  expect(atom.type).toBe("application/atom+xml; charset=utf-8");
  expect(atom.text).toContain("<updated>2026-11-23T00:00:00+08:00</updated>");
  expect(atom.text).toContain('<link rel="self" href="https://a.example/feed.atom?area=a"/>');
  const rss = await read("feed.rss");
  expect(rss.type).toBe("application/rss+xml; charset=utf-8");
  expect(rss.text).toContain("<pubDate>Mon, 23 Nov 2026 00:00:00 +0800</pubDate>");
  for (const { text } of [atom, rss]) {
    expect(text).toContain("&lt;script&gt;&quot;路灯&quot; &amp; \uFFFD\uFFFD");
    expect(text).toContain("]]&gt; 已修\u{20BB7}");
    expect(text).toContain("https://a.example/1?x=1&amp;y=2");
    expect(text).not.toContain("<script");
    // Every element that is opened is closed, in order.
    const open: string[] = [];
    for (const [, close, name, empty] of text.matchAll(/<(\/?)([a-z:A-Z]+)[^>]*?(\/?)>/g)) {
      if (close === "/") expect(open.pop()).toBe(name);
      else if (empty === "") open.push(name ?? "");
    }
    expect(open).toEqual([]);
  }
});

test("an empty feed is one, and a long one ends", async () => {
  expect((await read("feed.atom", [])).text).toContain("<updated>1970-01-01T00:00:00+08:00</updated>");
  expect((await read("feed.rss", [])).text).not.toContain("<item>");
  const many = Array.from({ length: MOST_ENTRIES + 9 }, () => entry);
  expect((await read("feed.rss", many)).text.match(/<item>/g)).toHaveLength(MOST_ENTRIES);
});

test("a file is a download by its own name, kept nowhere on the way, and by its reader only where everybody may read it", async () => {
  const open = sendFile({ fileName: "appeals-2026.csv", mediaType: "text/csv", base64: btoa("a,b") }, { public: true });
  expect(open.headers.get("content-disposition")).toBe('attachment; filename="appeals-2026.csv"');
  expect(open.headers.get("cache-control")).toBe("private, no-cache");
  expect(await open.text()).toBe("a,b");
  const own = sendFile({ fileName: "名册 '1'.json", mediaType: "application/json", text: "甲" }, { public: false });
  expect(own.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''%E5%90%8D%E5%86%8C%20%271%27.json");
  expect(own.headers.get("cache-control")).toBe("no-store");
  expect(await own.text()).toBe("甲");
});
