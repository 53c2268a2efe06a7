import { sql } from "kysely";
import { findVoted, type Voted } from "#capabilities/meetings/index.ts";
import { endPostsByLaw, restorePosts } from "#capabilities/organizations/index.ts";
import type { ActionContext, Reaction } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { findEnding, outcomeOf } from "../domain/appraise.ts";
import {
  changeAppraisal,
  changeAppraised,
  historyOf,
  lockAppraisal,
  selectAppraised,
  type AppraisalRow,
  type AppraisedRow,
} from "../store/appraisals.ts";
import { withdrawExitAudits } from "../store/audits.ts";
import { findHolders } from "../store/bodies.ts";
import { PUBLICATIONS } from "./put-on-record.ts";

/** A meeting's result is public, or public anew: whom it judged is judged by it. */
export const afterResult: Reaction = async (context, { meetingId }) => {
  await takeResult(context, String(meetingId));
};

/**
 * Takes a meeting's published result into the appraisals it was about, publishes them, and does what the law ties to it. Done again it
 * changes nothing; a result counted anew is a new version of each, and undoes what rested on the mistake.
 */
export async function takeResult(context: ActionContext, meetingId: string): Promise<void> {
  const { tx } = context;
  const voted = await findVoted(context, meetingId);
  if (voted === undefined || voted.items.length === 0) return;
  const numbers = voted.items.map(({ caseNumber }) => caseNumber);
  const asked = await selectAppraised(tx, sql`m.number = any(${numbers}::text[])`);
  const changed = new Map<string, string>();
  for (const appraisalId of [...new Set(asked.map((one) => one.appraisal_id))].toSorted()) {
    const appraisal = await lockAppraisal(tx, appraisalId);
    if (appraisal === undefined) continue;
    const judged = await judgeMembers(context, appraisal, voted);
    if (judged.length === 0) continue;
    changed.set(appraisalId, voted.why);
    for (const member of judged) for (const id of await holdToLaw(context, appraisal, member)) changed.set(id, voted.why);
  }
  for (const [id, why] of changed) await publishAppraisal(context, id, why);
}

/** @returns the members whose outcome or count this result changes */
async function judgeMembers(context: ActionContext, appraisal: AppraisalRow, voted: Voted): Promise<readonly AppraisedRow[]> {
  const { tx } = context;
  if (!appraisal.kinds.includes(voted.kind)) return [];
  const changed: AppraisedRow[] = [];
  for (const member of await selectAppraised(tx, sql`m.appraisal_id = ${appraisal.id}`)) {
    const item = voted.items.find(({ caseNumber }) => caseNumber === member.number);
    // Decided by another meeting already, or not in secret: it does not count.
    if (item === undefined || item.method === "show-of-hands" || (member.meeting_id ?? voted.meetingId) !== voted.meetingId)
      continue;
    const { for: competent, against: incompetent, abstain, invalid } = item.votes;
    const found = { outcome: outcomeOf(item), competent, incompetent, abstain, invalid, meeting_id: voted.meetingId };
    if (Object.entries(found).every(([name, value]) => member[name as keyof AppraisedRow] === value)) continue;
    await changeAppraised(tx, member.id, found);
    changed.push({ ...member, ...found });
  }
  if (changed.length > 0) await changeAppraisal(tx, appraisal.id, { held_on: voted.day });
  return changed;
}

/**
 * Ends the post at the second "incompetent" in a row, or gives it back where that turned out a mistake.
 * @returns the appraisals at which it ends now, or did until now
 */
async function holdToLaw(context: ActionContext, appraisal: AppraisalRow, { post_id }: AppraisedRow): Promise<readonly string[]> {
  const { tx, now } = context;
  const history = await historyOf(tx, post_id);
  const ending = findEnding(history, appraisal.in_a_row);
  const touched: string[] = [];
  for (const one of history) {
    if ((one.id === ending) === (one.ended_on !== null)) continue;
    const at = await lockAppraisal(tx, one.appraisal_id);
    if (at === undefined) continue;
    const whose = { personId: one.person_id, organizationId: at.organization_id };
    const ground = { ground: "appraised-twice", page: pageOf(at) } as const;
    if (one.id === ending) await endPostsByLaw(context, whose, ground);
    else for (const postId of await restorePosts(context, whose, ground)) await withdrawExitAudits(tx, postId);
    await changeAppraised(tx, one.id, { ended_on: one.id === ending ? legalDay(now) : null });
    await tellOf(context, at, one, one.id === ending ? "post-ended" : "post-restored");
    touched.push(one.appraisal_id);
  }
  return touched;
}

function pageOf({ number }: Pick<AppraisalRow, "number">): string {
  return `supervision/appraisals/${number}`;
}

/** Whom it is about, and whoever has to see to the vacancy; everybody reads it on the record and the committee's page. */
async function tellOf(context: ActionContext, appraisal: AppraisalRow, { person_id, title }: AppraisedRow, what: string) {
  const overseers = await findHolders(context.tx, { duty: "supervision.oversee", path: appraisal.division_path });
  const notice = {
    topic: `supervision.${what}`,
    params: { title, organization: appraisal.organization },
    path: pageOf(appraisal),
  };
  await notify(
    context,
    [...new Set([person_id, ...overseers])].map((personId) => ({ personId, ...notice })),
  );
}

/** The next version of its result, as it stands now. */
async function publishAppraisal(context: ActionContext, id: string, why: string): Promise<void> {
  const { tx, now } = context;
  const appraisal = await lockAppraisal(tx, id);
  if (appraisal === undefined) throw new Error(`appraisal ${id} went away`);
  const members = await selectAppraised(tx, sql`m.appraisal_id = ${id}`);
  const version = appraisal.versions + 1;
  const done = members.every(({ outcome, left_on }) => outcome !== null || left_on !== null);
  await changeAppraisal(tx, id, {
    versions: version,
    why,
    ...(done && appraisal.done_on === null ? { done_on: legalDay(now) } : {}),
  });
  await PUBLICATIONS.publish(context, {
    number: appraisal.number,
    kind: "appraisal",
    version,
    area: appraisal.division_path,
    content: {
      organization: appraisal.organization,
      presidedBy: appraisal.presiding,
      year: appraisal.year,
      session: appraisal.session,
      heldOn: appraisal.held_on,
      members: members
        .filter(({ outcome }) => outcome !== null)
        .map(({ holder, title, meeting_id: meeting, outcome, competent, incompetent, abstain, invalid, ended_on: endedOn }) => ({
          holder,
          title,
          meeting,
          outcome,
          competent,
          incompetent,
          abstain,
          invalid,
          endedOn,
        })),
      why,
    },
  });
}
