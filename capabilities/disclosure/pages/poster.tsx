import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import type { PageArgs, PageProps } from "#platform/page.ts";
import { DocumentPage, FactList, orRefuse, Seal, useTenantPath, useText } from "#ui-kit/index.ts";
import { readDisclosure } from "../contract/read-disclosure.ts";
import { Sections } from "./sections.tsx";
import { usePeriod } from "./words.tsx";

export const loader = async ({ params, context }: PageArgs<"tenant" | "id">) => {
  const view = orRefuse(await context.call(readDisclosure, { id: params.id }));
  const asked = { kind: "disclosure.item", subjects: `${params.id}/${Math.max(view.item.versions, 1)}` };
  return { view, seal: orRefuse(await context.call(findSeals, asked)).seals[0] };
};

/** The paper for the notice board, with the code that leads to it and its proof. */
export default function PosterPage({ loaderData: { view, seal } }: PageProps<typeof loader>) {
  const t = useText("disclosure");
  const path = useTenantPath();
  const period = usePeriod();
  const { item, fixed } = view;
  const page = path(`disclosure/${item.id}`);
  return (
    <DocumentPage
      title={item.title}
      issuer={item.owner || item.area}
      crumbs={[
        { href: path("disclosure"), words: t("board.title") },
        { href: page, words: item.title },
      ]}
      day={item.publishedOn ?? item.dueOn}
      qrPath={page}
      poster
      proof={<Seal href={seal === undefined || seal.index === null ? undefined : path(`record/${seal.index}`)} />}
      notes={
        <>
          <p>{t("poster.hangs", { day: item.shownUntil ?? item.dueOn })}</p>
          <p>{t("poster.object", { day: view.objectionsUntil ?? item.dueOn })}</p>
          {view.versions.length > 1 ? (
            <p>{t("poster.corrected", { version: item.versions, reason: view.versions[0]?.reason ?? "" })}</p>
          ) : undefined}
        </>
      }
    >
      {item.versions === 0 ? <p>{t("poster.none")}</p> : undefined}
      <FactList
        facts={[
          { name: t("columns.area"), value: item.area },
          { name: t("columns.period"), value: period(item) },
          {
            name: t("facts.review"),
            value: t(`verdicts.${view.review.verdict ?? "silent"}`),
          },
          ...(fixed.on === null ? [] : [{ name: t("facts.fixed"), value: fixed.reference }]),
        ]}
      />
      <Sections sections={view.sections} />
    </DocumentPage>
  );
}
