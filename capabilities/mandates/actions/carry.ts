import { addDays } from "@gongzhi/working-days";
import { bind, type ActionContext, type FilePurpose } from "#platform/capability.ts";
import { UPLOAD_PURPOSES } from "#platform/files/accept-upload.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { judgeCharge } from "../contract/judge-charge.ts";
import { liftCharge } from "../contract/lift-charge.ts";
import { reportCharge } from "../contract/report-charge.ts";
import { mayCarry, mayJudge } from "../policy.ts";
import { changeCharge, lockCharge, type ChargePatch, type ChargeRow } from "../store/charges.ts";
import { findHolders, findMandate } from "../store/mandates.ts";
import { findPapers, findReports, hangEvidence, insertReport, judgeReport } from "../store/reports.ts";
import { findCourse } from "./course.ts";
import { MOST_ROUNDS, putOnRecord, versionOf } from "./put-on-record.ts";

/** What hangs as evidence is everybody's (`file.public`). */
export const FILES: Readonly<Record<string, FilePurpose>> = {
  photo: { rules: UPLOAD_PURPOSES.picture, mayRead: async () => true },
  paper: { rules: UPLOAD_PURPOSES.document, mayRead: async () => true },
};

export const locked = async ({ tx }: ActionContext, { id }: { readonly id: string }) => await lockCharge(tx, id);

export const reportChargeBound = bind(reportCharge, {
  policy: mayCarry,
  duty: "mandates.carry",
  subject: locked,
  run: async (context, { report, photoIds = [], paperIds = [] }, charge) => {
    const { tx, now } = context;
    const refused = inState(charge, "open");
    if (refused !== undefined) return refused;
    const mandate = await findMandate(tx, charge.number);
    if (mandate?.wants_papers === true && photoIds.length + paperIds.length === 0)
      return refuseField("/photoIds", "evidence-wanted");
    const today = legalDay(now);
    const version = (await findReports(tx, charge.id)).length + 1;
    if (version > MOST_ROUNDS) return refuse("conflict", "charge-state", { facts: { state: charge.state } });
    await insertReport(tx, charge, { version, report, on: today });
    if (!(await hangEvidence(context, charge, { version, photo: true, ids: photoIds })))
      return refuseField("/photoIds", "file-not-yours");
    if (!(await hangEvidence(context, charge, { version, photo: false, ids: paperIds })))
      return refuseField("/paperIds", "file-not-yours");
    const hung = (await findPapers(tx, charge.id)).filter((paper) => paper.version === version);
    const papers = hung.map(({ file_id: id, name, sha256 }) => ({ id, name, sha256 }));
    await putOnRecord(context, placed(charge, version), "report", { ...named(charge), done: report, papers });
    const judgeDays = (await findCourse(context, charge.division_path))?.judgeDays ?? 1;
    await tell(context, "reported", "mandates.give", charge, charge.giver_id);
    return await kept(context, charge, { state: "reported", judge_due: addDays(today, judgeDays) });
  },
});

export const judgeChargeBound = bind(judgeCharge, {
  policy: mayJudge,
  duty: "mandates.give",
  subject: locked,
  run: async (context, { verdict, opinion }, charge) => {
    const { tx, now } = context;
    const refused = inState(charge, "reported");
    if (refused !== undefined) return refused;
    const today = legalDay(now);
    const [newest] = await findReports(tx, charge.id);
    if (newest === undefined) throw new Error(`charge ${charge.id} was reported without a report`);
    await judgeReport(tx, charge.id, { version: newest.version, verdict, opinion, on: today });
    await putOnRecord(context, placed(charge, newest.version), "judgement", { ...named(charge), verdict, opinion });
    await tell(context, verdict, "mandates.carry", charge, charge.organization_id);
    const ended = verdict === "accepted" ? { state: "accepted" as const, ended_on: today } : { state: "open" as const };
    return await kept(context, charge, { ...ended, judge_due: null });
  },
});

export const liftChargeBound = bind(liftCharge, {
  policy: mayJudge,
  duty: "mandates.give",
  subject: locked,
  run: async (context, { why }, charge) => {
    const refused = inState(charge, "open", "reported");
    if (refused !== undefined) return refused;
    await putOnRecord(context, placed(charge, 0), "lifting", { ...named(charge), why });
    await tell(context, "lifted", "mandates.carry", charge, charge.organization_id);
    return await kept(context, charge, { state: "lifted", ended_on: legalDay(context.now), judge_due: null, lifted_why: why });
  },
});

export function inState(charge: ChargeRow, ...states: readonly ChargeRow["state"][]): Refusal | undefined {
  return states.includes(charge.state) ? undefined : refuse("conflict", "charge-state", { facts: { state: charge.state } });
}

export async function kept(context: ActionContext, { id, number, place, state }: ChargeRow, patch: ChargePatch) {
  await changeCharge(context.tx, id, patch);
  context.subject(id);
  context.emit("mandates.charge-moved", { chargeId: id, state: patch.state ?? state });
  return { number, place, state: patch.state ?? state };
}

export function placed({ number, place, division_path: area }: ChargeRow, round: number) {
  return { number, area, version: versionOf(place, round) };
}

export function named({ place, organization }: ChargeRow) {
  return { charge: place, organization };
}

export async function tell(
  context: ActionContext,
  what: string,
  duty: string,
  charge: ChargeRow,
  organizationId: string,
): Promise<void> {
  const told = await findHolders(context.tx, duty, organizationId);
  const path = `mandates/${charge.number}/${charge.place}`;
  await notify(
    context,
    told.map((personId) => ({ personId, topic: `mandates.${what}`, params: {}, path })),
  );
}
