import { bind, type ActionContext, type Reaction } from "#platform/capability.ts";
import { readCaseNumber } from "#platform/identifiers/case-number.ts";
import { notify } from "#platform/notices/notify.ts";
import { signedIn } from "#platform/policy.ts";
import { isRefusal, refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { coSignAppeal, takeBackCoSignature } from "../contract/co-sign-appeal.ts";
import { isReleased, isResident } from "../policy.ts";
import { findAppealByNumber, lockAppeal, type AppealRow } from "../store/appeal-row.ts";
import { addCoSignature, findCoSigners, removeCoSignature } from "../store/co-signatures.ts";

/** `{ appealId, after }`: those who stand with an appeal are told of its answer, a page an outbox row. */
export const CO_SIGNERS_TOLD = "appeals.co-signers-told";
export const NOBODY = "00000000-0000-0000-0000-000000000000";
const PAGE = 500;

export const coSignAppealBound = bind(coSignAppeal, {
  policy: signedIn,
  run: async (context, { number }) => {
    const { actor, tx } = context;
    const appeal = await findReleased(context, number);
    if (isRefusal(appeal)) return appeal;
    if (isResident.can(actor, appeal)) return refuse("conflict", "own-appeal");
    if (appeal.state === "closed" || appeal.state === "withdrawn" || appeal.state === "historic")
      return refuse("conflict", "appeal-over");
    return { coSigners: await addCoSignature(tx, appeal.id, actor.personId ?? "") };
  },
});

export const takeBackCoSignatureBound = bind(takeBackCoSignature, {
  policy: signedIn,
  run: async (context, { number }) => {
    const appeal = await findReleased(context, number);
    if (isRefusal(appeal)) return appeal;
    return { coSigners: await removeCoSignature(context.tx, appeal.id, context.actor.personId ?? "") };
  },
});

/** What was not released is to them as if it did not exist, whatever else they may read. */
async function findReleased(context: ActionContext, number: string): Promise<AppealRow | Refusal> {
  if (context.actor.personId === undefined) return refuse("sign-in", "sign-in-required");
  const appeal = await findAppealByNumber(context.tx, readCaseNumber(number) ?? "");
  if (appeal === undefined || !isReleased.can(context.actor, appeal)) return refuseField("/number", "no-such-appeal");
  context.subject(appeal.id);
  return appeal;
}

export const tellCoSigners: Reaction = async (context, { appealId, after }) => {
  const appeal = await lockAppeal(context.tx, String(appealId));
  if (appeal === undefined || !appeal.public) return;
  const people = await findCoSigners(context.tx, appeal.id, String(after), PAGE);
  const notice = { topic: "appeals.co-signed-answered", params: { number: appeal.number }, path: `appeals/${appeal.number}` };
  await notify(
    context,
    people.map((personId) => ({ personId, ...notice })),
  );
  if (people.length === PAGE) context.emit(CO_SIGNERS_TOLD, { appealId: appeal.id, after: people.at(-1) ?? NOBODY });
};
