import { addDays } from "@gongzhi/working-days";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import { bind } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { refuse } from "#platform/refusal.ts";
import { answerObjection } from "../contract/answer-objection.ts";
import { objectToResolution } from "../contract/object-to-resolution.ts";
import { mayKeep, mayObject } from "../policy.ts";
import {
  answerObjection as writeAnswer,
  findObjections,
  findPosting,
  insertObjection,
  lockObjection,
} from "../store/postings.ts";
import { findOwnPath, findProposal, lockProposal } from "../store/proposals.ts";
import { STEPS_RULE } from "./chain.ts";

/** Somebody says what they have to say in a few objections. */
const MOST_OWN = 3;

export const objectToResolutionBound = bind(objectToResolution, {
  policy: mayObject,
  limits: [{ by: "account", points: 20, seconds: 60 }],
  subject: async ({ tx }, { id }) => await lockProposal(tx, id),
  run: async (context, { id, text }, proposal) => {
    const { tx, actor, now } = context;
    const today = legalDay(now);
    const { number, division_path: place } = proposal;
    const posting = await findPosting(tx, number);
    if (posting === undefined || today > posting.posted_until) return refuse("conflict", "not-posted");
    const { personId } = actor;
    const path = personId === undefined ? undefined : await findOwnPath(tx, personId);
    if (personId === undefined || path === undefined || !(path === place || path.startsWith(`${place}.`)))
      return refuse("forbidden", "not-of-here");
    const own = (await findObjections(tx, number)).filter(({ person_id }) => person_id === personId);
    if (own.length >= MOST_OWN) return refuse("conflict", "too-many-open", { facts: { most: MOST_OWN } });
    const days = Number((await findRuleInForce(tx, STEPS_RULE, place))?.parameters["answerDays"] ?? 0);
    const objectionId = context.newId();
    await insertObjection(tx, {
      id: objectionId,
      case_number: number,
      division_path: place,
      person_id: personId,
      text,
      raised_on: today,
      answer_by: addDays(today, days),
    });
    context.subject(objectionId);
    context.emit("resolutions.objected", { proposalId: id });
    return { id, number, state: proposal.state };
  },
});

export const answerObjectionBound = bind(answerObjection, {
  policy: mayKeep,
  duty: "resolutions.keep",
  subject: async ({ tx }, { id }) => await lockObjection(tx, id),
  run: async (context, { id, answer }, row) => {
    const { tx, now } = context;
    if (row.answered_on !== null) return refuse("conflict", "answered-already");
    await writeAnswer(tx, row, answer, legalDay(now));
    const proposal = await findProposal(tx, { number: row.case_number });
    await notify(context, [
      { personId: row.person_id, topic: "resolutions.objection-answered", params: {}, path: `resolutions/${row.case_number}` },
    ]);
    context.subject(id);
    return { id: proposal?.id ?? id, number: row.case_number, state: proposal?.state ?? "" };
  },
});
