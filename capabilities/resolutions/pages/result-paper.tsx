import type { PageArgs, PageProps } from "#platform/page.ts";
import { Day, DocumentPage, FactList, Money, orRefuse, useTenantPath, useText } from "#ui-kit/index.ts";
import { readProposal } from "../contract/read-proposal.ts";

export const loader = async ({ params, context }: PageArgs<"tenant" | "number">) =>
  orRefuse(await context.call(readProposal, { number: params.number }));

/** What came of it, for the board. */
export default function ResultPaper({ loaderData: view }: PageProps<typeof loader>) {
  const t = useText("resolutions");
  const path = useTenantPath();
  const { proposal } = view;
  const cost = view.costCents === null ? t("paper.noCost") : <Money cents={view.costCents} />;
  return (
    <DocumentPage
      title={t("paper.result", { title: proposal.title })}
      issuer={t("paper.committee", { area: proposal.area })}
      number={proposal.number}
      crumbs={[{ href: path(`resolutions/${proposal.number}`), words: proposal.title }]}
      addressed={t("paper.to")}
      day={proposal.endedOn ?? proposal.proposedOn}
      qrPath={path(`resolutions/${proposal.number}`)}
      poster
      notes={<p>{t("paper.resultNotes")}</p>}
    >
      {view.givenUpWhy === "" ? (
        <>
          <FactList
            facts={[
              { name: t("columns.doneOn"), value: view.doneOn === null ? t("paper.notYet") : <Day day={view.doneOn} /> },
              { name: t("columns.cost"), value: cost },
            ]}
          />
          <p className="pre">{view.result}</p>
        </>
      ) : (
        <p className="pre">{t("givenUp", { why: view.givenUpWhy })}</p>
      )}
    </DocumentPage>
  );
}
