/** One entry of a feed. Days are legal days: `2026-11-23`. */
export type FeedEntry = {
  /** Stays its own for ever; where the page of it is. */
  readonly id: string;
  readonly href: string;
  readonly title: string;
  readonly category: string;
  readonly text: string;
  readonly publishedOn: string;
  readonly updatedOn: string;
};

export type Feed = {
  readonly title: string;
  /** The page on which the same is read. */
  readonly home: string;
  /** The newest first. */
  readonly entries: readonly FeedEntry[];
};

/** What a reader's program shows at once; older ones are in the list. */
export const MOST_ENTRIES = 50;
const NONE_YET = "1970-01-01";
/** What stands in it may be erased at any moment: nothing between keeps it, and the reader's own program asks each time. */
const ASK_AGAIN = "private, no-cache";

/** A feed at the address it was asked at: Atom (RFC 4287) or RSS 2.0 (rssboard.org/rss-specification). */
export function sendFeed({ url }: Request, kind: "atom" | "rss", feed: Feed): Response {
  const { href } = new URL(url);
  const entries = feed.entries.slice(0, MOST_ENTRIES);
  const text = kind === "rss" ? rss(href, feed, entries) : atom(href, feed, entries);
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`, {
    headers: { "content-type": `application/${kind}+xml; charset=utf-8`, "cache-control": ASK_AGAIN },
  });
}

function atom(self: string, { title, home }: Feed, entries: readonly FeedEntry[]): string {
  const one = (entry: FeedEntry) =>
    [
      `<entry>${element("id", entry.id)}${element("title", entry.title)}${element("published", start(entry.publishedOn))}`,
      `${element("updated", start(entry.updatedOn))}<link href="${escapeXml(entry.href)}"/><category term="${escapeXml(entry.category)}"/>`,
      `<content type="text">${escapeXml(entry.text)}</content></entry>`,
    ].join("");
  return [
    `<feed xmlns="http://www.w3.org/2005/Atom">${element("id", self)}${element("title", title)}`,
    `${element("updated", start(entries[0]?.updatedOn ?? NONE_YET))}<link rel="self" href="${escapeXml(self)}"/><link href="${escapeXml(home)}"/>`,
    `<author>${element("name", title)}</author>${entries.map(one).join("")}</feed>`,
  ].join("");
}

function rss(self: string, { title, home }: Feed, entries: readonly FeedEntry[]): string {
  const one = (entry: FeedEntry) =>
    [
      `<item>${element("title", entry.title)}${element("link", entry.href)}<guid isPermaLink="false">${escapeXml(entry.id)}</guid>`,
      `${element("pubDate", rfc822(entry.updatedOn))}${element("category", entry.category)}${element("description", entry.text)}</item>`,
    ].join("");
  return [
    `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>${element("title", title)}${element("link", home)}`,
    `${element("description", title)}<atom:link rel="self" type="application/rss+xml" href="${escapeXml(self)}"/>`,
    `${entries.map(one).join("")}</channel></rss>`,
  ].join("");
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}

function start(day: string): string {
  return `${day}T00:00:00+08:00`;
}

/** `Mon, 23 Nov 2026 00:00:00 +0800`: the form RSS asks for (RFC 822 §5, years of four digits). */
function rfc822(day: string): string {
  const [weekday, date, month, year] = new Date(`${day}T00:00:00Z`).toUTCString().replace(",", "").split(" ");
  return `${weekday}, ${date} ${month} ${year} 00:00:00 +0800`;
}

/** Whatever people typed: no sign of it is read as markup, and none is one that XML 1.0 §2.2 forbids. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
