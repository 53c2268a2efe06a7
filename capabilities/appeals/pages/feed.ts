import type { PageArgs } from "#platform/page.ts";
import { orRefuse, readSearch } from "#ui-kit/index.ts";
import { listReleased } from "../contract/list-released.ts";

/** What a reader's program shows at once; older ones are in the list. */
const ENTRIES = 50;

/**
 * Released appeals as an Atom feed (RFC 4287), of everything or of a street, a matter, a state: whoever subscribes to its address is
 * told of what is new without an account, and nobody here knows who they are.
 */
export const loader = async ({ request, params, context }: PageArgs<"tenant">) => {
  const url = new URL(request.url);
  const { appeals } = orRefuse(await context.call(listReleased, readSearch(request, listReleased)));
  const name = context.viewer.tenant?.name ?? params.tenant;
  const home = `${url.origin}/t/${params.tenant}/appeals`;
  const newest = appeals[0]?.releasedOn ?? "1970-01-01";
  const entries = appeals.slice(0, ENTRIES).map((appeal) => {
    const said = [appeal.text, appeal.answer].filter((part) => part !== "").join("\n\n");
    return `<entry><id>${escape(`${home}/${appeal.number}`)}</id><title>${escape(appeal.title)}</title><updated>${appeal.releasedOn}T00:00:00+08:00</updated><link href="${escape(`${home}/${appeal.number}`)}"/><category term="${escape(appeal.matter)}"/><content type="text">${escape(said)}</content></entry>`;
  });
  const feed = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>${escape(url.href)}</id><title>${escape(name)}</title><updated>${newest}T00:00:00+08:00</updated><link rel="self" href="${escape(url.href)}"/><link href="${escape(home)}"/><author><name>${escape(name)}</name></author>${entries.join("")}</feed>
`;
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
