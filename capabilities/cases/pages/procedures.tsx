import type { PageArgs, PageProps } from "#platform/page.ts";
import {
  ActionButton,
  DataTable,
  EmptyState,
  Instant,
  Notice,
  on,
  orRefuse,
  PageHead,
  Section,
  submitForm,
  useTenantPath,
  useText,
} from "#ui-kit/index.ts";
import { draftShipped } from "../contract/draft-shipped.ts";
import { listProcedures } from "../contract/list-procedures.ts";
import { useTitle, VersionTable } from "./version-line.tsx";

export const loader = async ({ context }: PageArgs<"tenant">) => orRefuse(await context.call(listProcedures, {}));

export const action = (args: PageArgs<"tenant">) =>
  submitForm(args, on(draftShipped, { done: ({ id }) => `/t/${args.params.tenant}/cases/procedures/drafts/${id}` }));

/** The procedures of a tenant with their versions: what holds, since when, and how much still runs on each. */
export default function ProceduresPage({ loaderData: list }: PageProps<typeof loader>) {
  const t = useText("cases");
  const path = useTenantPath();
  const titleOf = useTitle();
  const titleByKey = new Map(list.procedures.map((procedure) => [procedure.key, titleOf(procedure)]));
  return (
    <article className="page">
      <PageHead
        title={t("procedures.title")}
        lead={t("procedures.lead")}
        acts={
          list.may.includes("draft-procedure") ? (
            <a className="button" href={path("cases/procedures/new")}>
              {t("menu.draft")}
            </a>
          ) : undefined
        }
      />
      {list.offers.length === 0 ? undefined : (
        <Notice tone="info" title={t("procedures.offers")}>
          <p>{t("procedures.offersMean")}</p>
          <ul>
            {list.offers.map((key) => (
              <li key={key}>
                {titleByKey.get(key) ?? key} <ActionButton signature={draftShipped} values={{ key }} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {list.procedures.length === 0 ? <EmptyState says={t("procedures.empty")} /> : undefined}
      {list.procedures.map((procedure) => (
        <Section key={procedure.key} title={titleOf(procedure)}>
          <VersionTable procedure={procedure} versions={procedure.versions} caption={titleOf(procedure)} />
        </Section>
      ))}
      <Section title={t("procedures.log")}>
        <p>
          {t("procedures.logMeans")}{" "}
          <a href={path("cases/log.xes")} download>
            {t("procedures.takeLog")}
          </a>
        </p>
      </Section>
      {list.drafts.length === 0 ? undefined : (
        <Section title={t("procedures.drafts")}>
          <DataTable
            caption={t("procedures.drafts")}
            rows={list.drafts}
            rowKey={({ id }) => id}
            columns={[
              {
                key: "title",
                head: t("procedures.procedure"),
                names: true,
                render: (draft) => <a href={path(`cases/procedures/drafts/${draft.id}`)}>{titleByKey.get(draft.key)}</a>,
              },
              { key: "at", head: t("procedures.madeAt"), render: (draft) => <Instant at={draft.madeAt} /> },
              { key: "by", head: t("procedures.madeBy"), render: (draft) => draft.madeBy || "—" },
            ]}
          />
        </Section>
      )}
    </article>
  );
}
