import type { PageArgs, PageProps } from "#platform/page.ts";
import { DataTable, orRefuse, PageHead, readSearch, useTenantPath, useText } from "#ui-kit/index.ts";
import { readBurden } from "../contract/read-burden.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(readBurden, readSearch(request, readBurden)));

const COUNTS = ["given", "open", "late", "accepted", "lifted"] as const;

/** How many charges each place was given in a year: what burdens it is counted for everybody to see. */
export default function BurdenPage({ loaderData: { year, years, places } }: PageProps<typeof loader>) {
  const t = useText("mandates");
  const path = useTenantPath();
  return (
    <article className="page">
      <PageHead
        title={t("burden.title")}
        lead={t("burden.lead", { year })}
        crumbs={[{ href: path("mandates"), words: t("list.title") }]}
      />
      {places.length === 0 ? <p>{t("burden.none")}</p> : undefined}
      <DataTable
        caption={t("burden.caption", { year })}
        rows={places}
        rowKey={(row) => row.path}
        columns={[
          {
            key: "area",
            head: t("columns.area"),
            names: true,
            render: (row) => <a href={path(`mandates?area=${row.path}`)}>{row.area}</a>,
          },
          ...COUNTS.map((count) => ({
            key: count,
            head: t(`burden.${count}`),
            render: (row: (typeof places)[number]) => <span className="figures">{row[count]}</span>,
          })),
        ]}
      />
      {years.length < 2 ? undefined : (
        <ul className="link-list">
          {years.map((one) => (
            <li key={one}>
              <a href={path(`mandates/burden?year=${one}`)}>{t("burden.year", { year: one })}</a>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}
