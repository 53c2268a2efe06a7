import type { PageArgs } from "#platform/page.ts";
import { orRefuse, readSearch, type Feed } from "#ui-kit/index.ts";
import { listReleased } from "../contract/list-released.ts";

/**
 * Released appeals as a feed, of everything or of a street, a matter, a state: whoever subscribes to its address is told of what is new
 * without an account, and nobody here knows who they are.
 */
export async function releasedFeed({ request, params, context }: PageArgs<"tenant">): Promise<Feed> {
  const { appeals } = orRefuse(await context.call(listReleased, readSearch(request, listReleased)));
  const home = `${new URL(request.url).origin}/t/${params.tenant}/appeals`;
  return {
    title: context.viewer.tenant?.name ?? params.tenant,
    home,
    entries: appeals.map(({ number, title, matter, text, answer, releasedOn }) => ({
      id: `${home}/${number}`,
      href: `${home}/${number}`,
      title,
      category: matter,
      text: [text, answer].filter((part) => part !== "").join("\n\n"),
      publishedOn: releasedOn,
      updatedOn: releasedOn,
    })),
  };
}
