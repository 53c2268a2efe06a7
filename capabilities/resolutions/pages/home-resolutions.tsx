import type { PageContext } from "#platform/page.ts";
import { isRefusal } from "#platform/refusal.ts";
import { Day, Digest, useTenantPath, useText, type HomePartProps } from "#ui-kit/index.ts";
import { listProposals } from "../contract/list-proposals.ts";
import { ProposalState } from "./words.tsx";

const FIRST = 4;

export const read = async (context: PageContext) => {
  const list = await context.call(listProposals, {});
  if (isRefusal(list)) return list;
  return list.proposals.length === 0 ? undefined : list.proposals.slice(0, FIRST);
};

/** What villages are deciding now, and what came of it. */
export default function HomeResolutions({ data: proposals }: HomePartProps<typeof read>) {
  const t = useText("resolutions");
  const path = useTenantPath();
  return (
    <Digest
      title={t("home.title")}
      lines={proposals.map((proposal) => ({
        key: proposal.id,
        href: path(`resolutions/${proposal.number}`),
        words: proposal.title,
        aside: (
          <>
            <ProposalState state={proposal.state} /> {proposal.area} <Day day={proposal.endedOn ?? proposal.proposedOn} />
          </>
        ),
      }))}
      more={[{ href: path("resolutions"), words: t("home.all") }]}
    />
  );
}
