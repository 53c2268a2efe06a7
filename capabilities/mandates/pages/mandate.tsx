import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import type { PageArgs, PageProps } from "#platform/page.ts";
import { DataTable, Day, FactList, orRefuse, PageHead, Seal, useTenantPath, useText, type Fact } from "#ui-kit/index.ts";
import { readMandate } from "../contract/read-mandate.ts";
import { useColumns } from "./words.tsx";

export const loader = async ({ params, context }: PageArgs<"tenant" | "number">) => {
  const mandate = orRefuse(await context.call(readMandate, { number: params.number }));
  const asked = { kind: "mandates.mandate", subjects: `${mandate.number}/1` };
  return { mandate, seal: orRefuse(await context.call(findSeals, asked)).seals[0]?.index ?? null };
};

/** What is asked, on which ground, with which means; and how it stands in each place. */
export default function MandatePage({ loaderData: { mandate, seal } }: PageProps<typeof loader>) {
  const t = useText("mandates");
  const path = useTenantPath();
  const done = mandate.charges.filter(({ state }) => state === "accepted").length;
  const basis =
    mandate.basisArticle === "" ? `《${mandate.basis}》` : t("basisOf", { basis: mandate.basis, article: mandate.basisArticle });
  const facts: readonly (Fact | undefined)[] = [
    { name: t("columns.giver"), value: mandate.giver },
    {
      name: t("columns.basis"),
      value: mandate.ruleId === null ? basis : <a href={path(`rules/${mandate.ruleId}`)}>{basis}</a>,
    },
    { name: t("columns.matter"), value: `${mandate.matter} · ${t(`acts.${mandate.act}`)}` },
    mandate.means === "" ? undefined : { name: t("columns.means"), value: mandate.means },
    {
      name: t("columns.evidence"),
      value: (
        <>
          {mandate.evidence} {mandate.wantsPapers ? <span className="soft">{t("withPapers")}</span> : undefined}
        </>
      ),
    },
    { name: t("columns.given"), value: <Day day={mandate.givenOn} /> },
    { name: t("columns.due"), value: <Day day={mandate.dueOn} weekday /> },
    { name: t("columns.seal"), value: <Seal href={seal === null ? undefined : path(`record/${seal}`)} /> },
  ];
  return (
    <article className="page">
      <PageHead
        title={mandate.title}
        lead={t("mandate.lead", { count: mandate.charges.length, done })}
        crumbs={[{ href: path("mandates"), words: t("list.title") }]}
      />
      <p className="prose pre">{mandate.text}</p>
      <FactList facts={facts.filter((fact) => fact !== undefined)} />
      <DataTable
        caption={t("mandate.charges")}
        captionShown
        rows={mandate.charges}
        rowKey={(row) => row.id}
        columns={useColumns()}
      />
    </article>
  );
}
