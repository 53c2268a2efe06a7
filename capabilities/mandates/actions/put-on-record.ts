import type { JsonValue } from "@gongzhi/merkle-log";
import { publicationsOf } from "#capabilities/record/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { rowsOf } from "../store/mandates.ts";

type Kind = "mandate" | "report" | "judgement" | "lifting" | "objection" | "decision";

export const PUBLICATIONS = publicationsOf<Kind>(
  "mandates",
  {
    mandate: { name: "上级部署", nameEn: "Mandate" },
    report: { name: "落实情况报告", nameEn: "Report on a charge" },
    judgement: { name: "落实情况的认可或者退回", nameEn: "Judgement on a report" },
    objection: { name: "对任务的异议", nameEn: "Objection to a charge" },
    decision: { name: "对任务异议的决定", nameEn: "Decision on an objection to a charge" },
    lifting: { name: "任务的减免", nameEn: "Charge lifted" },
  },
  {
    shown: {
      title: { mandate: ["title"] },
      text: { mandate: ["text"] },
      done: { report: ["report"] },
      opinion: { report: ["opinion"], objection: ["opinion"], charge: ["lifted_why"] },
      why: { charge: ["lifted_why"], objection: ["why"] },
      papers: {},
    },
    rows: rowsOf,
    papers: "papers",
  },
);

/** Reports of one charge; a body that is sent back more often has another trouble. */
export const MOST_ROUNDS = 99;

type About = { readonly number: string; readonly area: string; readonly version: number };

export async function putOnRecord(
  context: ActionContext,
  about: About,
  kind: Kind,
  content: Readonly<Record<string, JsonValue>>,
): Promise<void> {
  await PUBLICATIONS.publish(context, { ...about, kind, content });
}

/** Of what a charge publishes: its place and the round of its report, so that two bodies that report at once never meet. */
export function versionOf(place: number, round: number): number {
  return place * (MOST_ROUNDS + 1) + round;
}

/** The place behind such a version. */
export function placeOf(version: number): number {
  return Math.floor(version / (MOST_ROUNDS + 1));
}
