import type { JsonValue } from "@gongzhi/merkle-log";
import { publicationsOf } from "#capabilities/record/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { rowsOf, type ProposalRow } from "../store/proposals.ts";

type Content = Readonly<Record<string, JsonValue>>;

export const PUBLICATIONS = publicationsOf(
  "resolutions",
  {
    proposal: { name: "提案", nameEn: "Proposal" },
    resolution: { name: "决议", nameEn: "Resolution" },
    outcome: { name: "决议的结果", nameEn: "What came of a resolution" },
  },
  {
    shown: {
      title: { proposal: ["title"] },
      wording: { proposal: ["wording"] },
      asked: { proposal: ["asked"] },
      result: { proposal: ["result"] },
      why: { proposal: ["given_up_why"] },
    },
    rows: rowsOf,
  },
);

export async function putOnRecord(
  context: ActionContext,
  proposal: Pick<ProposalRow, "number" | "division_path" | "title" | "organization" | "matter">,
  kind: "proposal" | "resolution" | "outcome",
  version: number,
  content: Content,
): Promise<void> {
  const { number, division_path: area, title, organization, matter } = proposal;
  await PUBLICATIONS.publish(context, { number, kind, version, area, content: { title, organization, matter, ...content } });
}
