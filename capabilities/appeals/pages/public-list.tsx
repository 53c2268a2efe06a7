import type { PageArgs, PageProps } from "#platform/page.ts";
import { hereWith, ListPage, orRefuse, readSearch, useSetting, useTenantPath, useText, useViewer } from "#ui-kit/index.ts";
import { listPublicAppeals } from "../contract/list-public-appeals.ts";
import { readRaiseForm } from "../contract/read-raise-form.ts";
import { useListedColumns } from "./listed-columns.tsx";
import { useSearchLead } from "./search-lead.ts";
import { areaOptions, matterOptions } from "./options.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) => ({
  list: orRefuse(await context.call(listPublicAppeals, readSearch(request, listPublicAppeals))),
  form: orRefuse(await context.call(readRaiseForm, {})),
});

export default function PublicListPage({ loaderData: { list, form } }: PageProps<typeof loader>) {
  const t = useText("appeals");
  const path = useTenantPath();
  const { here } = useSetting();
  const signedIn = useViewer().signedIn !== undefined;
  return (
    <ListPage
      title={t("public.title")}
      lead={useSearchLead("public.lead", list.ranked)}
      acts={
        <>
          <a className="button main" href={path("appeals/new")}>
            {t("menu.raise")}
          </a>
          <a className="button" href={followHere(path, here.query, signedIn)}>
            {t("public.follow")}
          </a>
        </>
      }
      signature={listPublicAppeals}
      filters={["state", "area", "matter", "from", "to"]}
      options={{ area: areaOptions(form.areas), matter: matterOptions(form.matters) }}
      columns={useListedColumns("portal")}
      rows={list.appeals}
      rowKey={(row) => row.id}
      count={{ count: list.count, more: list.countIsCapped }}
      exports={exportsOf(path, here.query, t)}
      next={list.next === null ? undefined : hereWith(here, { after: list.next })}
      previous={new URLSearchParams(here.query).has("after") ? hereWith(here, { after: undefined }) : undefined}
      empty={{ says: t("public.empty"), next: <a href={path("appeals/new")}>{t("menu.raise")}</a> }}
    />
  );
}

/** The subscription of the place and the matter that are looked at; whoever is not signed in does that first. */
function followHere(path: (to: string) => string, query: string, signedIn: boolean): string {
  const given = new URLSearchParams(query);
  const kept = ["area", "matter"].flatMap((name) => (given.get(name) ? [[name, given.get(name) ?? ""]] : []));
  const to = `${path("appeals/subscriptions")}?${new URLSearchParams(kept).toString()}`;
  return signedIn ? to : `${path("accounts/sign-in")}?to=${encodeURIComponent(to)}`;
}

/** The same filter as files and as a feed. */
function exportsOf(path: (to: string) => string, query: string, t: ReturnType<typeof useText>) {
  const kept = new URLSearchParams(query);
  kept.delete("after");
  const to = (at: string, more: Readonly<Record<string, string>> = {}) => {
    const asked = new URLSearchParams([...kept, ...Object.entries(more)]).toString();
    return path(`appeals/${at}${asked === "" ? "" : `?${asked}`}`);
  };
  const file = (format: string) => ({ href: to("open-data", { format }), words: t(`openData.${format}`) });
  return [
    file("csv"),
    file("xlsx"),
    file("json"),
    { href: path("appeals/schema.json"), words: t("openData.schema") },
    { href: to("feed.atom"), words: t("openData.feed") },
    { href: to("feed.rss"), words: t("openData.rss") },
  ];
}
