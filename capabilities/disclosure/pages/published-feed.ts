import type { PageArgs } from "#platform/page.ts";
import { orRefuse, readSearch, type Feed } from "#ui-kit/index.ts";
import { takePublished } from "../contract/take-published.ts";

/** What is published as a feed, of everything or of a place, a subject, some words; a correction is an entry anew. */
export async function publishedFeed({ request, params, context }: PageArgs<"tenant">): Promise<Feed> {
  const { disclosures } = orRefuse(await context.call(takePublished, readSearch(request, takePublished)));
  const home = `${new URL(request.url).origin}/t/${params.tenant}/disclosure`;
  const wordsOf = ({ reason, sections }: (typeof disclosures)[number]) => [
    reason,
    ...sections.flatMap(({ heading, text, table }) => [heading, text, ...table.map((row) => row.join(" | "))]),
  ];
  return {
    title: context.viewer.tenant?.name ?? params.tenant,
    home,
    entries: disclosures.map((one) => ({
      id: `${home}/${one.id}#${one.version}`,
      href: `${home}/${one.id}`,
      title: `${one.area} ${one.title}`,
      category: one.subject,
      text: wordsOf(one)
        .filter((part) => part !== "")
        .join("\n"),
      publishedOn: one.firstOn,
      updatedOn: one.publishedOn,
    })),
  };
}
