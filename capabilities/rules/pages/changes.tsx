import type { PageArgs, PageProps } from "#platform/page.ts";
import { DataTable, Difference, orRefuse, PageHead, readSearch, Section, useTenantPath, useText } from "#ui-kit/index.ts";
import { compareVersions } from "../contract/compare-versions.ts";
import { CitationList } from "./CitationList.tsx";
import { figuresOf } from "../contract/parameter-words.ts";

export const loader = async ({ params, request, context }: PageArgs<"tenant" | "id">) => ({
  id: params.id,
  ...orRefuse(await context.call(compareVersions, { ...readSearch(request, compareVersions), id: params.id })),
});

type Compared = PageProps<typeof loader>["loaderData"];

/** What a version changed: text, figures, articles. */
export default function ChangesPage({ loaderData: compared }: PageProps<typeof loader>) {
  const t = useText("rules");
  const path = useTenantPath();
  const { older, newer, citations } = compared;
  return (
    <article className="page">
      <PageHead
        title={t("changes.title", { rule: compared.title, version: newer.version })}
        lead={t("changes.lead", { older: older.version, newer: newer.version, from: newer.from })}
        crumbs={[
          { href: path("rules"), words: t("list.title") },
          { href: path(`rules/${compared.id}`), words: compared.title },
        ]}
      />
      <Section title={t("changes.text")}>
        <Difference lines={compared.lines} />
      </Section>
      <ChangedFigures figures={compared.figures} />
      {citations.gone.length + citations.added.length === 0 ? undefined : (
        <Section title={t("rule.citations")}>
          <ChangedCitations says={t("changes.gone")} citations={citations.gone} />
          <ChangedCitations says={t("changes.added")} citations={citations.added} />
        </Section>
      )}
      {compared.others.length === 0 ? undefined : (
        <Section title={t("changes.others")}>
          <ul className="link-list">
            {compared.others.map(({ version }) => (
              <li key={version}>
                <a href={path(`rules/${compared.id}/changes?newer=${newer.version}&older=${version}`)}>
                  {t("versionNumber", { version })}
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </article>
  );
}

function ChangedFigures({ figures }: { readonly figures: Compared["figures"] }) {
  const t = useText("rules");
  if (figures.length === 0) return undefined;
  const [older, newer] = (["older", "newer"] as const).map((side) =>
    figuresOf(
      figures.flatMap((figure) => figure[side] ?? []),
      t,
    ),
  );
  const keys = [...new Map([...(newer ?? []), ...(older ?? [])].map((figure) => [figure.key, figure.name]))];
  const valueIn = (side: typeof older, key: string) => side?.find((figure) => figure.key === key)?.value ?? "—";
  return (
    <DataTable
      caption={t("rule.figures")}
      captionShown
      rows={keys.map(([key, name]) => ({ key, name }))}
      rowKey={({ key }) => key}
      columns={[
        { key: "name", head: t("rule.figure"), names: true, render: ({ name }) => name },
        { key: "older", head: t("changes.before"), render: ({ key }) => valueIn(older, key) },
        { key: "newer", head: t("changes.now"), render: ({ key }) => valueIn(newer, key) },
      ]}
    />
  );
}

type Citations = Compared["citations"]["gone"];

function ChangedCitations({ says, citations }: { readonly says: string; readonly citations: Citations }) {
  if (citations.length === 0) return undefined;
  return (
    <>
      <p>{says}</p>
      <CitationList citations={citations} />
    </>
  );
}
