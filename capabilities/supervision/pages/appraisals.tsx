import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  DataTable,
  Day,
  EmptyState,
  Filters,
  FoldedForm,
  Notice,
  on,
  orRefuse,
  PageHead,
  readSearch,
  StatusTag,
  submitForm,
  useTenantPath,
  useText,
  type Column,
} from "#ui-kit/index.ts";
import { listAppraisals } from "../contract/list-appraisals.ts";
import { openAppraisal } from "../contract/open-appraisal.ts";
import { appraisalState, toneOfState } from "./yearly-words.ts";

export const loader = async ({ request, context }: PageArgs<"tenant">) =>
  orRefuse(await context.call(listAppraisals, readSearch(request, listAppraisals)));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(openAppraisal, { done: ({ number }) => `/t/${args.params.tenant}/supervision/appraisals/${number}` }));

type List = PageProps<typeof loader>["loaderData"];
type Row = List["appraisals"][number];

/** Every village committee, year by year; what was not finished stands on top. */
export default function AppraisalsPage({ loaderData: list, actionData }: PageProps<typeof loader, typeof action>) {
  const t = useText("supervision");
  const path = useTenantPath();
  const columns: readonly Column<Row>[] = [
    {
      key: "organization",
      head: t("audits.organization"),
      names: true,
      render: (row) => <a href={path(`supervision/appraisals/${row.number}`)}>{row.organization}</a>,
    },
    {
      key: "year",
      head: t("appraisals.year"),
      render: ({ year, session }) => t(session > 1 ? "appraisals.yearAgain" : "appraisals.yearOf", { year, session }),
    },
    { key: "held", head: t("appraisals.heldOn"), render: (row) => (row.heldOn === null ? "—" : <Day day={row.heldOn} />) },
    {
      key: "state",
      head: t("appraisals.state"),
      render: (row) => (
        <StatusTag tone={toneOfState(appraisalState(row))}>{t(`appraisalStates.${appraisalState(row)}`)}</StatusTag>
      ),
    },
  ];
  return (
    <article className="page list-page">
      <PageHead
        title={t("appraisals.title")}
        lead={t("appraisals.lead")}
        crumbs={[{ href: path("supervision"), words: t("list.title") }]}
        acts={
          <a className="alone" href={path("supervision/audits")}>
            {t("audits.title")}
          </a>
        }
      />
      <Late late={list.late} />
      {list.own.length === 0 ? undefined : (
        <FoldedForm
          signature={openAppraisal}
          state={actionData}
          help={t("help.open-appraisal")}
          values={{ area: list.own[0]?.value, year: String(list.thisYear) }}
          options={{ area: list.own.map(({ value, name }) => ({ value, label: name })) }}
        />
      )}
      <Filters signature={listAppraisals} options={{ area: list.areas.map(({ value, name }) => ({ value, label: name })) }} />
      {list.appraisals.length === 0 ? (
        <EmptyState says={t("appraisals.none")} />
      ) : (
        <DataTable caption={t("appraisals.title")} rows={list.appraisals} rowKey={({ id }) => id} columns={columns} />
      )}
    </article>
  );
}

function Late({ late }: Pick<List, "late">) {
  const t = useText("supervision");
  if (late.length === 0) return undefined;
  return (
    <Notice tone="warn" title={t("appraisals.late")}>
      {late.map((one) => (
        <p key={`${one.organization} ${one.year}`}>
          {t("appraisals.lateOne", { organization: one.organization, year: one.year, day: one.dueOn, who: one.who })}
        </p>
      ))}
    </Notice>
  );
}
