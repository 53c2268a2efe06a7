import type { JsonValue } from "@gongzhi/merkle-log";
import { publicationsOf } from "#capabilities/record/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { rowsOf, type DraftRow } from "../store/drafts.ts";

export const PUBLICATIONS = publicationsOf(
  "rulemaking",
  {
    draft: { name: "制度草案", nameEn: "Draft of a rule" },
    passage: { name: "制度的通过", nameEn: "Passing of a rule" },
    filing: { name: "制度的备案", nameEn: "Filing of a rule" },
    correction: { name: "责令改正制度", nameEn: "Correction of a rule ordered" },
    outcome: { name: "制度制定的结果", nameEn: "What came of a draft" },
  },
  {
    shown: {
      title: { draft: ["title"] },
      text: { draft: ["text"] },
      why: { draft: ["given_up_why"], correction: ["why"] },
    },
    rows: rowsOf,
  },
);

export async function putOnRecord(
  context: ActionContext,
  { number, division_path: area, title, organization, kind: ruleKind }: DraftRow,
  kind: "draft" | "passage" | "filing" | "correction" | "outcome",
  content: Readonly<Record<string, JsonValue>>,
): Promise<void> {
  const before = (await PUBLICATIONS.find(context.tx, number)).filter((one) => one.kind === kind).length;
  await PUBLICATIONS.publish(context, {
    number,
    kind,
    version: before + 1,
    area,
    content: { title, organization, ruleKind, ...content },
  });
}
