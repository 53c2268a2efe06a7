import type { JsonValue } from "@gongzhi/merkle-log";
import { publicationsOf } from "#capabilities/record/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import type { PUBLISHED } from "../contract/matter-views.ts";
import { COVERS } from "../domain/audit.ts";
import { rowsOf, type MatterRow } from "../store/matters.ts";

type Kind = (typeof PUBLISHED)[number] | "appraisal" | "audit" | "finding-answer";

export const PUBLICATIONS = publicationsOf<Kind>(
  "supervision",
  {
    objection: { name: "监督意见", nameEn: "Objection of the supervision committee" },
    inquiry: { name: "质询", nameEn: "Inquiry" },
    answer: { name: "对监督和质询的答复", nameEn: "Answer to an objection or an inquiry" },
    ruling: { name: "上级的处理", nameEn: "Ruling of the township" },
    righting: { name: "改正情况", nameEn: "What was put right" },
    appraisal: { name: "民主评议结果", nameEn: "Result of an appraisal" },
    audit: { name: "经济责任审计结果", nameEn: "Report of an audit" },
    "finding-answer": { name: "对审计发现问题的答复", nameEn: "Answer to what an audit found" },
  },
  {
    shown: {
      title: { matter: ["title"] },
      aboutTitle: { matter: ["about_title"] },
      words: { matter: ["words"] },
      answer: { matter: ["answer"], finding: ["answer"] },
      why: { matter: ["why"], appraisal: ["why"], audit: ["why"] },
      ruling: { matter: ["ruling"] },
      report: { matter: ["report"], audit: [...COVERS] },
      members: { appraised: ["holder"] },
      holder: { audit: ["holder"] },
      madeBy: { audit: ["made_by"] },
      findings: { finding: ["words"] },
    },
    rows: rowsOf,
    folders: { appraisal: "appraisals", audit: "audits", "finding-answer": "audits" },
  },
);

type Filed = Pick<MatterRow, "number" | "division_path" | "about" | "about_title" | "title" | "organization" | "kind">;

export async function putOnRecord(
  context: ActionContext,
  matter: Filed,
  kind: (typeof PUBLISHED)[number],
  content: Readonly<Record<string, JsonValue>>,
): Promise<void> {
  const { number, division_path: area, about, about_title: aboutTitle, title, organization } = matter;
  const filed = { matter: matter.kind, about, aboutTitle, title, organization };
  await PUBLICATIONS.publish(context, { number, kind, version: 1, area, content: { ...filed, ...content } });
}
