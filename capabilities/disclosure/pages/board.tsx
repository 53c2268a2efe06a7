import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  ActionButton,
  Day,
  ListPage,
  on,
  orRefuse,
  readSearch,
  submitForm,
  useSetting,
  useTenantPath,
  useText,
  type Column,
} from "#ui-kit/index.ts";
import { followDisclosures } from "../contract/follow-disclosures.ts";
import { listDisclosures } from "../contract/list-disclosures.ts";
import { unfollowDisclosures } from "../contract/unfollow-disclosures.ts";
import { ItemState, usePeriod, type ItemFacts } from "./words.tsx";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listDisclosures, readSearch(request, listDisclosures)));

export const action = (args: PageArgs<"tenant">) => {
  const done = () => {
    const { pathname, search } = new URL(args.request.url);
    return `${pathname}${search}`;
  };
  return submitForm(args, on(followDisclosures, { done }), on(unfollowDisclosures, { done }));
};

/** The notice board of every village and community. */
export default function BoardPage({ loaderData: list }: PageProps<typeof loader, typeof action>) {
  const t = useText("disclosure");
  const path = useTenantPath();
  const period = usePeriod();
  const { here } = useSetting();
  const columns: readonly Column<ItemFacts>[] = [
    {
      key: "title",
      head: t("columns.title"),
      names: true,
      render: (row) => <a href={path(`disclosure/${row.id}`)}>{row.title}</a>,
    },
    { key: "area", head: t("columns.area"), render: (row) => row.area },
    { key: "period", head: t("columns.period"), render: (row) => period(row) },
    { key: "subject", head: t("columns.subject"), render: (row) => t(`subjects.${row.subject}`) },
    {
      key: "published",
      head: t("columns.published"),
      render: (row) => (row.publishedOn === null ? "—" : <Day day={row.publishedOn} />),
    },
    { key: "state", head: t("columns.state"), render: (row) => <ItemState item={row} /> },
  ];
  return (
    <ListPage
      title={t("board.title")}
      lead={
        <>
          {t("board.lead")}{" "}
          <a href={path("disclosure/overdue")}>
            {list.overdue === 0 ? t("board.noneOverdue") : t("board.overdue", { count: list.overdue })}
          </a>
        </>
      }
      acts={<Acts list={list} />}
      signature={listDisclosures}
      filters={["area", "subject", "board"]}
      options={{ area: list.areas.map(({ value, name }) => ({ value, label: name })) }}
      columns={columns}
      rows={list.items}
      rowKey={(row) => row.id}
      count={{ count: list.count }}
      exports={exportsOf(path, here.query, t)}
      next={list.next ?? undefined}
      previous={new URLSearchParams(here.query).has("cursor") ? "" : undefined}
      empty={{ says: t("board.empty"), next: <a href={path("disclosure/catalogue")}>{t("menu.catalogue")}</a> }}
    />
  );
}

function Acts({ list }: { readonly list: PageProps<typeof loader>["loaderData"] }) {
  const t = useText("disclosure");
  const path = useTenantPath();
  const { here } = useSetting();
  const area = new URLSearchParams(here.query).get("area") ?? "";
  return (
    <div className="row">
      <a className="button" href={path(`disclosure/catalogue${area === "" ? "" : `?area=${area}`}`)}>
        {t("menu.catalogue")}
      </a>
      {list.follows === null ? (
        <a className="button" href={`${path("accounts/sign-in")}?to=${encodeURIComponent(here.path + here.query)}`}>
          {t("actions.follow-disclosures")}
        </a>
      ) : (
        <ActionButton signature={list.follows ? unfollowDisclosures : followDisclosures} values={{ area }} />
      )}
    </div>
  );
}

/** The same filter as files and as a feed. */
function exportsOf(path: (to: string) => string, query: string, t: ReturnType<typeof useText>) {
  const kept = new URLSearchParams(query);
  kept.delete("cursor");
  const to = (at: string, more: Readonly<Record<string, string>> = {}) => {
    const asked = new URLSearchParams([...kept, ...Object.entries(more)]).toString();
    return path(`disclosure/${at}${asked === "" ? "" : `?${asked}`}`);
  };
  const file = (format: string) => ({ href: to("open-data", { format }), words: t(`openData.${format}`) });
  return [
    file("csv"),
    file("json"),
    { href: path("disclosure/schema.json"), words: t("openData.schema") },
    { href: to("feed.atom"), words: t("openData.feed") },
    { href: to("feed.rss"), words: t("openData.rss") },
  ];
}
