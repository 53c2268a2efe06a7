import type { PageArgs, PageProps } from "#platform/page.ts";
import { Day, Deadline, ListPage, orRefuse, readSearch, useTenantPath, useText, type Column } from "#ui-kit/index.ts";
import { listMatters } from "../contract/list-matters.ts";
import { MatterStep } from "./words.tsx";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listMatters, readSearch(request, listMatters)));

type List = PageProps<typeof loader>["loaderData"];
type Row = List["matters"][number];

export function useColumns(): readonly Column<Row>[] {
  const t = useText("supervision");
  const path = useTenantPath();
  return [
    {
      key: "title",
      head: t("columns.title"),
      names: true,
      render: (row) => <a href={path(`supervision/${row.number}`)}>{row.title}</a>,
    },
    { key: "kind", head: t("columns.kind"), render: (row) => t(`kinds.${row.kind}`) },
    { key: "area", head: t("columns.area"), render: (row) => row.area },
    { key: "organization", head: t("columns.organization"), render: (row) => row.organization },
    { key: "step", head: t("columns.step"), render: (row) => <MatterStep matter={row} /> },
    {
      key: "due",
      head: t("columns.due"),
      render: (row) => (row.dueOn === null ? <Day day={row.madeOn} /> : <Deadline dueAtUtc={`${row.dueOn}T16:00:00.000Z`} />),
    },
  ];
}

export default function MattersPage({ loaderData: list }: PageProps<typeof loader>) {
  const t = useText("supervision");
  const path = useTenantPath();
  const { thing } = list;
  return (
    <ListPage
      title={thing === null ? t("list.title") : t("list.titleAbout", { title: thing.title })}
      lead={t(thing === null ? "list.lead" : "list.leadAbout")}
      crumbs={thing === null ? [] : [{ href: path(thing.page), words: thing.title }]}
      acts={<ToDo list={list} />}
      signature={listMatters}
      filters={thing === null ? ["area", "kind", "step"] : []}
      search={thing === null ? "q" : ""}
      options={{ area: list.areas.map(({ value, name }) => ({ value, label: name })) }}
      columns={useColumns()}
      rows={list.matters}
      rowKey={(row) => row.id}
      count={{ count: list.count }}
      next={list.next ?? undefined}
      empty={{ says: t(thing === null ? "list.none" : "list.noneAbout") }}
    />
  );
}

const PAGES = { "raise-objection": "object", "raise-inquiry": "ask", complain: "complain" } as const;

/** What this reader may begin: about what the list is about, where it is about something. */
function ToDo({ list: { may, thing } }: { readonly list: List }) {
  const t = useText("supervision");
  const path = useTenantPath();
  const asked = thing === null ? "" : `?about=${thing.page}`;
  return (
    <>
      {(["raise-objection", "complain", "raise-inquiry"] as const)
        .filter((act) => may.includes(act))
        .map((act) => (
          <a key={act} className="button" href={path(`supervision/${PAGES[act]}${asked}`)}>
            {t(`actions.${act}`)}
          </a>
        ))}
      {thing !== null && may.length > 0 ? undefined : (
        <a className="alone" href={path("meetings/initiatives")}>
          {t("list.bySignatures")}
        </a>
      )}
      {thing !== null ? undefined : (
        <>
          <a className="alone" href={path("supervision/appraisals")}>
            {t("appraisals.title")}
          </a>
          <a className="alone" href={path("supervision/audits")}>
            {t("audits.title")}
          </a>
        </>
      )}
    </>
  );
}
