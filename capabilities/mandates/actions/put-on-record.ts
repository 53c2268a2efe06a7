import type { JsonValue } from "@gongzhi/merkle-log";
import { publicationsOf } from "#capabilities/record/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { rowsOf } from "../store/mandates.ts";

type Kind = "mandate" | "report" | "judgement" | "lifting";

export const PUBLICATIONS = publicationsOf<Kind>(
  "mandates",
  {
    mandate: { name: "上级部署", nameEn: "Mandate" },
    report: { name: "落实情况报告", nameEn: "Report on a charge" },
    judgement: { name: "落实情况的认可或者退回", nameEn: "Judgement on a report" },
    lifting: { name: "任务的减免", nameEn: "Charge lifted" },
  },
  {
    shown: {
      title: { mandate: ["title"] },
      text: { mandate: ["text"] },
      report: { report: ["report"] },
      opinion: { report: ["opinion"] },
      why: { charge: ["lifted_why"] },
      papers: {},
    },
    rows: rowsOf,
    papers: "papers",
  },
);

/** Versions of one kind are counted over the whole mandate; its row is locked, so no two are the same. */
export async function putOnRecord(
  context: ActionContext,
  { number, area }: { readonly number: string; readonly area: string },
  kind: Kind,
  content: Readonly<Record<string, JsonValue>>,
): Promise<void> {
  const before = (await PUBLICATIONS.find(context.tx, number)).filter((one) => one.kind === kind).length;
  await PUBLICATIONS.publish(context, { number, kind, version: before + 1, area, content });
}
