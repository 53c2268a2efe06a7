import type { PageArgs } from "#platform/page.ts";
import { orRefuse, readSearch } from "#ui-kit/index.ts";
import { takePublished } from "../contract/take-published.ts";

/** What a reader's program shows at once; older ones are on the board. */
const ENTRIES = 50;

/** What is published as an Atom feed (RFC 4287), of everything or of a place, a subject, some words; a correction is an entry anew. */
export const loader = async ({ request, params, context }: PageArgs<"tenant">) => {
  const url = new URL(request.url);
  const { disclosures } = orRefuse(await context.call(takePublished, readSearch(request, takePublished)));
  const name = context.viewer.tenant?.name ?? params.tenant;
  const home = `${url.origin}/t/${params.tenant}/disclosure`;
  const entries = disclosures.slice(0, ENTRIES).map((one) => {
    const page = `${home}/${one.id}`;
    const said = [
      one.reason,
      ...one.sections.flatMap(({ heading, text, table }) => [heading, text, ...table.map((row) => row.join(" | "))]),
    ];
    return [
      `<entry><id>${escape(`${page}#${one.version}`)}</id><title>${escape(`${one.area} ${one.title}`)}</title>`,
      `<published>${one.firstOn}T00:00:00+08:00</published><updated>${one.publishedOn}T00:00:00+08:00</updated><link href="${escape(page)}"/>`,
      `<category term="${escape(one.subject)}"/><content type="text">${escape(said.filter((part) => part !== "").join("\n"))}</content></entry>`,
    ].join("");
  });
  const newest = disclosures[0]?.publishedOn ?? "1970-01-01";
  const feed = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom"><id>${escape(url.href)}</id><title>${escape(name)}</title><updated>${newest}T00:00:00+08:00</updated>`,
    `<link rel="self" href="${escape(url.href)}"/><link href="${escape(home)}"/><author><name>${escape(name)}</name></author>`,
    ...entries,
    "</feed>",
    "",
  ].join("\n");
  return new Response(feed, {
    headers: { "content-type": "application/atom+xml; charset=utf-8", "cache-control": "public, max-age=300" },
  });
};

function escape(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
