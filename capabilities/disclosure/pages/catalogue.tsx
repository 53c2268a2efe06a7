import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  DataTable,
  Day,
  Deadline,
  EmptyState,
  Filters,
  orRefuse,
  PageHead,
  readSearch,
  useSetting,
  useTenantPath,
  useText,
  type Column,
} from "#ui-kit/index.ts";
import { readCatalogue } from "../contract/read-catalogue.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(readCatalogue, readSearch(request, readCatalogue)));

type Entry = PageProps<typeof loader>["loaderData"]["entries"][number];

/** What a place must publish, how often, by whom, by which article; and how long there is still. */
export default function CataloguePage({ loaderData: view }: PageProps<typeof loader>) {
  const t = useText("disclosure");
  const path = useTenantPath();
  const { locale } = useSetting().texts;
  const { rule } = view;
  const columns: readonly Column<Entry>[] = [
    { key: "title", head: t("columns.title"), names: true, render: (row) => (locale === "en" ? row.titleEn : row.title) },
    { key: "subject", head: t("columns.subject"), render: (row) => t(`subjects.${row.subject}`) },
    { key: "often", head: t("catalogue.often"), render: (row) => t(`catalogue.${row.period}`, { days: row.days }) },
    { key: "owner", head: t("facts.owner"), render: (row) => row.owner || t("noOwner") },
    {
      key: "article",
      head: t("catalogue.article"),
      render: (row) => (row.article === "" ? t("catalogue.local") : t("catalogue.articleOf", { article: row.article })),
    },
    {
      key: "next",
      head: t("catalogue.next"),
      render: ({ next }) =>
        next === null ? (
          "—"
        ) : (
          <a href={path(`disclosure/${next.id}`)}>
            <Deadline dueAtUtc={`${next.dueOn}T16:00:00.000Z`} />
          </a>
        ),
    },
    {
      key: "last",
      head: t("catalogue.last"),
      render: ({ last }) =>
        last === null || last.publishedOn === null ? (
          "—"
        ) : (
          <a href={path(`disclosure/${last.id}`)}>
            <Day day={last.publishedOn} />
          </a>
        ),
    },
  ];
  return (
    <article className="page">
      <PageHead
        title={rule?.title ?? t("menu.catalogue")}
        lead={rule === null ? t("catalogue.none") : t("catalogue.lead", { law: rule.law })}
        crumbs={[{ href: path("disclosure"), words: t("board.title") }]}
      />
      <Filters signature={readCatalogue} options={{ area: view.areas.map(({ value, name }) => ({ value, label: name })) }} />
      {view.entries.length === 0 ? (
        <EmptyState says={t("catalogue.none")} next={<a href={path("rules")}>{t("catalogue.toRules")}</a>} />
      ) : (
        <DataTable
          caption={`${view.areas.find(({ value }) => value === view.area)?.name ?? ""} ${rule?.title ?? ""}`}
          captionShown
          rows={view.entries}
          rowKey={(row) => row.id}
          columns={columns}
        />
      )}
      {rule === null ? undefined : (
        <p>
          <a href={path(`rules/${rule.id}`)}>{t("catalogue.rule", { title: rule.title, version: rule.version })}</a>
        </p>
      )}
    </article>
  );
}
