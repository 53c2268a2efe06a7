import type { PageArgs, PageProps } from "#platform/page.ts";
import { DocumentPage, orRefuse, useTenantPath, useText } from "#ui-kit/index.ts";
import { readProposal } from "../contract/read-proposal.ts";

export const loader = async ({ params, context }: PageArgs<"tenant" | "number">) =>
  orRefuse(await context.call(readProposal, { number: params.number }));

/** The written proposal, as it is sent to whoever deliberates on it. */
export default function ProposalPaper({ loaderData: view }: PageProps<typeof loader>) {
  const t = useText("resolutions");
  const path = useTenantPath();
  const { proposal } = view;
  return (
    <DocumentPage
      title={t("paper.proposal", { title: proposal.title })}
      issuer={proposal.organization}
      number={proposal.number}
      crumbs={[{ href: path(`resolutions/${proposal.number}`), words: proposal.title }]}
      day={proposal.proposedOn}
      qrPath={path(`resolutions/${proposal.number}`)}
      notes={<p>{t("paper.proposalNotes", { version: view.version })}</p>}
    >
      <p className="pre">{view.wording}</p>
      <h2>{t("asked.title", { persons: view.askedPersons })}</h2>
      <p className="pre">{view.asked}</p>
    </DocumentPage>
  );
}
