import { advanceCase } from "#capabilities/cases/index.ts";
import type { Actor } from "#platform/actor.ts";
import { bind, type ActionContext, type Reaction } from "#platform/capability.ts";
import { decryptField } from "#platform/crypto/fields.ts";
import { senderOf } from "#platform/notices/deliver.ts";
import { isRefusal, refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { correctEntered } from "../contract/correct-entered.ts";
import { ENTRY_HOURS, listEntered, MAX_ENTERED } from "../contract/list-entered.ts";
import { undoEntered } from "../contract/undo-entered.ts";
import { mayCorrect, mayEnter } from "../policy.ts";
import { findWords, type AppealRow } from "../store/appeal-row.ts";
import { changeAppeal, writeEntry } from "../store/change-appeal.ts";
import { isKnownMatter } from "../store/check-raised.ts";
import { correctWords, findContact, listEnteredRows, findDeskUnit, type EnteredRow } from "../store/entered.ts";
import { caseInHand, loadAppeal } from "./in-hand.ts";

const DESK = "appeals.desk";
/** Nobody has chosen for who has no account. */
const LANGUAGE = "zh-CN";
const HOUR_MS = 3_600_000;

export const listEnteredBound = bind(listEntered, {
  policy: mayEnter,
  run: async ({ tx, actor, now }) => {
    const since = new Date(now.getTime() - ENTRY_HOURS * HOUR_MS);
    return { entries: (await listEnteredRows(tx, deskUnits(actor), since, MAX_ENTERED)).map(entered) };
  },
});

export const correctEnteredBound = bind(correctEntered, {
  policy: mayCorrect,
  duty: DESK,
  subject: loadEntered,
  run: async (context, input, appeal) => {
    const refusal = stillAtDesk(context, appeal);
    if (refusal !== undefined) return refusal;
    if (input.matter && !(await isKnownMatter(context.tx, input.matter))) return refuseField("/matter", "no-such-matter");
    const before = await findWords(context.tx, appeal.id);
    if (before !== undefined && before.text !== input.text)
      await writeEntry(context, appeal, { kind: "note", told: false, text: before.text });
    const { text, place = "" } = input;
    // Only an appeal raised by name keeps one here: a sealed one's lies in the sealed store.
    const contactName = appeal.mode === "named" ? (input.contactName ?? "") : "";
    await correctWords(context.tx, appeal.id, { number: appeal.number, text, place, contactName });
    await changeAppeal(context.tx, appeal.id, { matter_code: input.matter || null });
    return { number: appeal.number };
  },
});

export const undoEnteredBound = bind(undoEntered, {
  policy: mayCorrect,
  duty: DESK,
  subject: loadEntered,
  run: async (context, _input, appeal) => {
    const refusal = stillAtDesk(context, appeal);
    if (refusal !== undefined) return refusal;
    const caseId = caseInHand(appeal);
    if (isRefusal(caseId)) return caseId;
    const moved = await advanceCase(context, caseId, { type: "withdraw", at: context.now.toISOString() });
    if (isRefusal(moved)) return moved;
    await writeEntry(context, appeal, { kind: "withdrawal", told: true, text: "—" });
    await changeAppeal(context.tx, appeal.id, { state: "withdrawn", outcome: "withdrawn", closed_at: context.now });
    return { number: appeal.number };
  },
});

type EnteredAppeal = AppealRow & { readonly by_organization: string | null };

/** Under a lock, with the desk that wrote it down. */
async function loadEntered(context: ActionContext, input: { readonly id: string }): Promise<EnteredAppeal | undefined> {
  const appeal = await loadAppeal(context, input);
  if (appeal === undefined) return undefined;
  return { ...appeal, by_organization: (await findDeskUnit(context.tx, input.id)) ?? null };
}

function deskUnits(actor: Actor): readonly string[] {
  return actor.posts.filter(({ duties }) => duties.includes(DESK)).map(({ organizationId }) => organizationId);
}

function stillAtDesk({ now }: ActionContext, { state, raised_at }: AppealRow): Refusal | undefined {
  const fresh = now.getTime() - raised_at.getTime() < ENTRY_HOURS * HOUR_MS;
  return fresh && state === "waiting" ? undefined : refuse("conflict", "no-longer-at-desk", { facts: { hours: ENTRY_HOURS } });
}

function entered(row: EnteredRow) {
  const { contact_name, matter_code, matter_name, raised_at, state, ...rest } = row;
  return {
    ...rest,
    contactName: contact_name,
    matter: matter_code,
    matterName: matter_name,
    raisedAt: raised_at.toISOString(),
    now: state === "waiting" ? ("open" as const) : state === "withdrawn" ? ("undone" as const) : ("taken" as const),
  };
}

/** Whoever left a number at the desk gets the case number and where to look by SMS; the receipt code stays on the paper. */
export const sendReceipt: Reaction = async (context, payload) => {
  const id = String(payload["appealId"]);
  const contact = await findContact(context.tx, id);
  if (contact === undefined || contact.phone === null) return;
  const { house, tenant } = context;
  const place = { table: "appeals.appeal_personal", row: id, column: "contact_phone_cipher" };
  const url = new URL(`/t/${tenant.slug}/appeals/receipt`, house.publicUrl).href;
  const text = `【${senderOf(tenant, LANGUAGE)}】${house.sayNotice("appeals.receipt", { number: contact.number }, LANGUAGE)} ${url}`;
  await house.sendSms({ to: decryptField(house.keys.fields, place, contact.phone), text, key: `${id}-receipt` });
};
