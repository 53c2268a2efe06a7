import { addDays } from "@gongzhi/working-days";
import { freezeRoll } from "#capabilities/rolls/index.ts";
import { bind, type ActionContext, type Reaction } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { isRefusal, refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { answerInitiative } from "../contract/answer-initiative.ts";
import { enterSignatures } from "../contract/enter-signatures.ts";
import { signInitiative } from "../contract/sign-initiative.ts";
import { startInitiative } from "../contract/start-initiative.ts";
import { withdrawSignature } from "../contract/withdraw-signature.ts";
import { judgeAsking } from "../domain/judge-asking.ts";
import { decisionDocument, resolveRule, type Kind } from "../domain/kinds.ts";
import { fits, placeOf } from "../domain/places.ts";
import { mayKeep, maySee, mayStart } from "../policy.ts";
import {
  changeInitiative,
  countOnRoll,
  countOpen,
  deleteSignature,
  findOwnPath,
  insertInitiative,
  insertSignatures,
  lockInitiative,
  type InitiativeRow,
} from "../store/initiatives.ts";
import { findItems } from "../store/items.ts";
import { findKeepers, findMeeting } from "../store/meetings.ts";
import { askingsOf } from "./askings.ts";
import { findKinds } from "./kinds-here.ts";

/** One gathers for a few things at a time. */
const MOST_OPEN = 3;
/** Before the kind of meeting: one item on its agenda is asked for, by the figure that asks for the meeting. */
export const ITEM = "item-";
const ROLL_OF = { adults: "adults", representatives: "villagers-representatives" } as const;

export function hasRight(kind: Kind, day: string, signers: string): boolean {
  return givesRight(decisionDocument(kind, day).document, day, signers);
}

export function givesRight(document: unknown, day: string, signers: string): boolean {
  return resolveRule(document, day).initiative.some(({ of }) => of === signers);
}

export const startInitiativeBound = bind(startInitiative, {
  policy: mayStart,
  run: async (context, input) => {
    const { tx, actor, now } = context;
    const path = actor.personId === undefined ? undefined : placeOf((await findOwnPath(tx, actor.personId)) ?? "");
    if (actor.personId === undefined || path === undefined) return refuse("conflict", "not-joined");
    const asks = input.kind.startsWith(ITEM) ? "item" : "meeting";
    const kind = asks === "item" ? input.kind.slice(ITEM.length) : input.kind;
    const asked = await findAsked(context, path, kind, asks);
    if (isRefusal(asked)) return asked;
    if (!givesRight(asked.document, legalDay(now), input.signers)) return refuse("conflict", "no-right");
    if ((await countOpen(tx, actor.personId)) >= MOST_OPEN)
      return refuse("conflict", "too-many-open", { facts: { most: MOST_OPEN } });
    const id = context.newId();
    await insertInitiative(tx, {
      ...input,
      kind,
      asks,
      id,
      path,
      owner_person: actor.personId,
      decided_by: asked.document,
      rule_id: asked.ruleId,
      rule_version: asked.ruleVersion,
    });
    context.subject(id);
    context.emit("meetings.initiative-begun", { initiativeId: id });
    return { id };
  },
});

/** What is asked for, and the rule it is counted by: a meeting, or what another capability offers. */
async function findAsked(context: ActionContext, path: string, kindId: string, asks: "meeting" | "item") {
  const { tx, now, offered } = context;
  const asking = askingsOf(offered).get(kindId);
  if (asking !== undefined && asks === "meeting")
    return (await asking.offer(context, path)) ?? refuseField("/kind", "no-such-kind");
  const found = await findKinds(tx, path);
  if (found === undefined) return refuse("conflict", "no-rule");
  const kind = found.kinds.find(({ id }) => id === kindId);
  if (kind === undefined || !fits(kind, path)) return refuseField("/kind", "no-such-kind");
  const { document } = decisionDocument(kind, legalDay(now));
  return { document, ruleId: found.rule.rule_id, ruleVersion: found.rule.version };
}

/** The house draws the roll, whose list no resident may see, and takes the first signature. */
export const afterBegun: Reaction = async (context, { initiativeId }) => {
  const id = String(initiativeId);
  const drawn = await drawRoll(context, id);
  if (isRefusal(drawn) || (await countOnRoll(context.tx, drawn, [drawn.owner_person])) === 0) return;
  await settle(
    context,
    drawn,
    await insertSignatures(context.tx, { id, path: drawn.division_path }, [drawn.owner_person], "online"),
  );
};

/** The roll is frozen once; where birth dates were missing a clerk who has entered them draws it with the first paper. */
async function drawRoll(context: ActionContext, id: string): Promise<InitiativeRow | Refusal> {
  const initiative = await lockInitiative(context.tx, id);
  if (initiative === undefined) return refuse("absent", "absent");
  if (initiative.roll_id !== null) return initiative;
  const { division_path: path, title, begun_on: onDay } = initiative;
  const frozen = await freezeRoll(context, { kind: ROLL_OF[initiative.signers], path, onDay, title });
  if (isRefusal(frozen)) return frozen;
  const roll = { roll_id: frozen.id, roll_version: frozen.version, roll_persons: frozen.persons };
  await changeInitiative(context.tx, id, roll);
  return { ...initiative, ...roll };
}

/** Counts what was added; once it is enough, the day by which the meeting must be called is fixed, and whoever calls it is told. */
async function settle(context: ActionContext, initiative: InitiativeRow, added: number): Promise<number> {
  const { tx, now } = context;
  const signed = initiative.signed + added;
  const { must } = judgeAsking(
    initiative.decided_by,
    initiative.begun_on,
    initiative.signers,
    signed,
    initiative.roll_persons ?? 0,
  );
  if (!must) {
    await changeInitiative(tx, initiative.id, { signed });
    return signed;
  }
  const asking = askingsOf(context.offered).get(initiative.kind);
  const { id: initiativeId, division_path, title, wording } = initiative;
  const dueOn =
    asking === undefined
      ? addDays(legalDay(now), (await findKinds(tx, division_path))?.initiativeDays ?? 0)
      : await asking.reached(context, { id: initiativeId, path: division_path, title, wording });
  await changeInitiative(tx, initiative.id, { signed, state: "reached", reached_on: legalDay(now), due_on: dueOn });
  context.emit("meetings.initiative-reached", { initiativeId: initiative.id, dueOn });
  const keepers = asking === undefined ? await findKeepers(tx, division_path) : [];
  const path = `meetings/initiatives/${initiative.id}`;
  await notify(
    context,
    [...new Set([...keepers, initiative.owner_person])].map((personId) => ({
      personId,
      topic: "meetings.initiative-reached",
      params: { day: dueOn },
      path,
    })),
  );
  return signed;
}

/** After its roll was corrected: fewer people may need fewer signatures. */
export async function countAgain(context: ActionContext, id: string): Promise<void> {
  const initiative = await lockInitiative(context.tx, id);
  if (initiative?.state === "gathering") await settle(context, initiative, 0);
}

function gathering(initiative: InitiativeRow): Refusal | undefined {
  const { state } = initiative;
  return state === "gathering" ? undefined : refuse("conflict", "initiative-state", { facts: { state } });
}

export const signInitiativeBound = bind(signInitiative, {
  policy: maySee,
  limits: [{ by: "account", points: 30, seconds: 60 }],
  subject: async ({ tx }, { id }) => await lockInitiative(tx, id),
  run: async (context, { id }, initiative) => {
    const { tx, actor } = context;
    if (actor.personId === undefined) return refuse("conflict", "not-joined");
    const refused = gathering(initiative);
    if (refused !== undefined) return refused;
    if ((await countOnRoll(tx, initiative, [actor.personId])) === 0) return refuse("forbidden", "not-on-roll");
    const signature = { id, path: initiative.division_path };
    if ((await insertSignatures(tx, signature, [actor.personId], "online")) === 0) return refuse("conflict", "signed-already");
    context.subject(id);
    return { id, signed: await settle(context, initiative, 1) };
  },
});

export const withdrawSignatureBound = bind(withdrawSignature, {
  policy: maySee,
  subject: async ({ tx }, { id }) => await lockInitiative(tx, id),
  run: async (context, { id }, initiative) => {
    const { tx, actor } = context;
    const refused = gathering(initiative);
    if (refused !== undefined) return refused;
    if (actor.personId === undefined || !(await deleteSignature(tx, id, actor.personId))) return refuse("conflict", "not-signed");
    await changeInitiative(tx, id, { signed: initiative.signed - 1 });
    context.subject(id);
    return { id, signed: initiative.signed - 1 };
  },
});

export const enterSignaturesBound = bind(enterSignatures, {
  policy: mayKeep,
  duty: "meetings.keep",
  subject: async ({ tx }, { id }) => await lockInitiative(tx, id),
  run: async (context, { id, personIds }, asked) => {
    const { tx } = context;
    const refused = gathering(asked);
    if (refused !== undefined) return refused;
    const initiative = await drawRoll(context, id);
    if (isRefusal(initiative)) return initiative;
    if ((await countOnRoll(tx, initiative, personIds)) < new Set(personIds).size) return refuse("conflict", "not-on-roll");
    const added = await insertSignatures(tx, { id, path: initiative.division_path }, personIds, "paper");
    context.subject(id);
    return { id, added, signed: await settle(context, initiative, added) };
  },
});

type Calls = { readonly kind: string; readonly area: string; readonly items: readonly { readonly wording: string }[] };

/** Whether a meeting is what was asked for: of the kind and place, with the item word for word where one was asked for. */
export function refuseAnswer(initiative: InitiativeRow, meeting: Calls): Refusal | undefined {
  const { state, kind, asks, wording, division_path: path } = initiative;
  if (state !== "reached") return refuse("conflict", "initiative-state", { facts: { state } });
  if (meeting.kind !== kind || meeting.area !== path) return refuse("conflict", "another-meeting");
  const lacks = asks === "item" && !meeting.items.some((item) => item.wording === wording);
  return lacks ? refuse("conflict", "item-not-on-agenda") : undefined;
}

/** The meeting was called: whoever began is told. */
export async function answerWith(context: ActionContext, initiative: InitiativeRow, meetingId: string): Promise<void> {
  const { tx, now } = context;
  await changeInitiative(tx, initiative.id, { state: "answered", meeting_id: meetingId, answered_on: legalDay(now) });
  await notify(context, [
    { personId: initiative.owner_person, topic: "meetings.initiative-answered", params: {}, path: `meetings/${meetingId}` },
  ]);
}

export const answerInitiativeBound = bind(answerInitiative, {
  policy: mayKeep,
  duty: "meetings.keep",
  subject: async ({ tx }, { id }) => await lockInitiative(tx, id),
  run: async (context, { id, meetingId }, initiative) => {
    const { tx } = context;
    const meeting = await findMeeting(tx, meetingId);
    const since = meeting !== undefined && meeting.state !== "called-off" && meeting.notice_day >= initiative.begun_on;
    if (!since) return refuse("conflict", "another-meeting");
    const refused = refuseAnswer(initiative, { ...meeting, area: meeting.division_path, items: await findItems(tx, meetingId) });
    if (refused !== undefined) return refused;
    await answerWith(context, initiative, meetingId);
    context.subject(id);
    return { id };
  },
});

/** What was asked for by an initiative of another capability was done: it is answered, and whoever began it is told. */
export async function answerAsking(context: ActionContext, id: string, path: string): Promise<void> {
  const { tx, now } = context;
  const initiative = await lockInitiative(tx, id);
  if (initiative?.state !== "reached") return;
  await changeInitiative(tx, id, { state: "answered", answered_on: legalDay(now) });
  await notify(context, [{ personId: initiative.owner_person, topic: "meetings.asking-answered", params: {}, path }]);
}
