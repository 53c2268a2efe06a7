import { openCase } from "#capabilities/cases/index.ts";
import { findAreaAt, findOutlines } from "#capabilities/divisions/index.ts";
import { hasDuty, type Actor } from "#platform/actor.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import type { InputOf } from "#platform/contract.ts";
import { blindIndex, encryptField } from "#platform/crypto/fields.ts";
import { sealedOwner } from "#platform/crypto/sealed-owner.ts";
import { holderKeyOf } from "#platform/http/session-cookie.ts";
import { readPhone } from "#platform/identifiers/phone.ts";
import { receiptCode } from "#platform/identifiers/receipt-code.ts";
import { legalDay, startOfLegalDay } from "#platform/legal-day.ts";
import { isRefusal, refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { CONTACT_PURPOSE } from "./contact-consent.ts";
import { raiseAppeal } from "../contract/raise-appeal.ts";
import { deriveTitle } from "../domain/derive-title.ts";
import { channelRules, findChannelsIn } from "../domain/find-channels.ts";
import { mayRaise } from "../policy.ts";
import { sealIdentity } from "../store/sealed-identities.ts";
import { isHeardHere } from "../store/bars.ts";
import { insertAppeal } from "../store/insert-appeal.ts";
import { checkPhotos, isKnownArea, isKnownMatter } from "../store/check-raised.ts";
import { barFor } from "./mark-complained-of.ts";
import { noteConsent } from "#platform/personal-data/consents.ts";
import { readRule } from "./read-rules.ts";
import { dayId } from "./retaliation-rule.ts";

type Input = InputOf<typeof raiseAppeal>;

export const raiseAppealBound = bind(raiseAppeal, {
  policy: mayRaise,
  // Generous by address, since a village may stand behind one; a person has no need of more.
  limits: [
    { by: "account", points: 60, seconds: 60 },
    { by: "address", points: 3_000, seconds: 60 },
  ],
  run: async (context, input) => {
    const refusal = await checkInput(context, input);
    if (refusal !== undefined) return refusal;
    const raiser = whoRaises(context, input);
    if (isRefusal(raiser)) return raiser;
    const bar = await barFor(context, [...new Set(input.complainedOf ?? [])]);
    if (isRefusal(bar)) return bar;
    const path = input.area || (await findAreaOf(context, input)) || context.tenant.rootPath;
    // At a desk somebody saw who came; elsewhere the hour could be joined with who was signed in then.
    const byTheDay = raiser.mode !== "named" && raiser.helperPost === null;
    const id = byTheDay ? dayId(context) : context.newId();
    const { actor } = context;
    // Of what is raised without a name no trace knows an account: neither audit nor events nor the kept answer.
    if (raiser.mode !== "named" && raiser.holderKey !== null) await context.holdReceipt(raiser.holderKey);
    const visible = { path, ownerPerson: raiser.ownerPerson, holderKey: raiser.holderKey, public: false, barred: bar.barred };
    const [opened, channels] = await Promise.all([
      openCase(context, {
        procedure: "appeals.handling",
        kind: "appeals",
        subjectId: id,
        visible,
        variables: { area: path },
        byTheDay,
      }),
      readRule(context.tx, "appeals.channels", path),
    ]);
    if (raiser.mode === "sealed") await seal(context, actor, { id, number: opened.number, path, raiser, input });
    insertAppeal(context.tx, {
      id,
      number: opened.number,
      caseId: opened.caseId,
      path,
      ...raiser,
      ...facts(input),
      ...bar,
      ...words(context, id, input),
      photosAs: byTheDay ? (input.photoIds ?? []).map(() => dayId(context)) : undefined,
      raisedAt: byTheDay ? startOfLegalDay(legalDay(context.now)) : context.now,
    });
    if (raiser.mode === "named" && raiser.channel === "web" && (input.contactName || input.contactPhone))
      noteConsent(context, CONTACT_PURPOSE, true);
    // The audit keeps the moment, as the law wants: of one that is dated by its day it does not say which.
    if (!byTheDay) context.subject(id);
    context.emit("appeals.appeal-raised", { appealId: id, number: opened.number });
    if (raiser.helperPost !== null && input.contactPhone) context.emit("appeals.entered-at-desk", { appealId: id });
    const dueAt = opened.changes.tasks[0]?.due?.at.toISOString() ?? null;
    return {
      id,
      number: opened.number,
      receiptCode: raiser.mode === "sealed" && actor.personId !== undefined && raiser.channel === "web" ? null : raiser.receipt,
      dueAt,
      channels: [...findChannelsIn(input.text, channelRules(channels.parameters))],
      heardHere: bar.barred.length === 0 || (await isHeardHere(context.tx, path, bar.barred)),
    };
  },
});

async function checkInput(context: ActionContext, input: Input): Promise<Refusal | undefined> {
  if ((input.longitude === undefined) !== (input.latitude === undefined)) return refuseField("/longitude", "place-half-given");
  if (input.contactPhone && readPhone(input.contactPhone) === undefined) return refuseField("/contactPhone", "phone-not-valid");
  if (input.area && !(await isKnownArea(context.tx, context.tenant.rootPath, input.area)))
    return refuseField("/area", "no-such-area");
  if (input.matter && !(await isKnownMatter(context.tx, input.matter))) return refuseField("/matter", "no-such-matter");
  if (input.photoIds && !(await checkPhotos(context, input.photoIds))) return refuseField("/photoIds", "photo-not-yours");
  return undefined;
}

/** Somebody who points at a map need not know which grid that is. */
async function findAreaOf({ tx }: ActionContext, { longitude, latitude }: Input): Promise<string | undefined> {
  if (longitude === undefined || latitude === undefined) return undefined;
  return findAreaAt([longitude, latitude], await findOutlines(tx));
}

type Raiser = {
  readonly mode: "named" | "sealed" | "anonymous";
  readonly channel: "web" | "desk" | "api";
  readonly ownerPerson: string | null;
  readonly holderKey: string | null;
  readonly receipt: string | null;
  readonly helperPost: string | null;
  readonly mandate: string | null;
};

/**
 * By name: the person signed in. At a desk: nobody's yet, so the resident is given a receipt. Anonymous: only the receipt. Sealed: a
 * receipt again, which the sealed store keeps for whoever is signed in; the mandate of a helper goes there, too, since it may name them.
 */
function whoRaises(context: ActionContext, input: Input): Raiser | Refusal {
  const { actor } = context;
  const byHelper = input.mandate !== undefined && input.mandate !== "";
  if (byHelper && !hasDuty(actor, "appeals.desk")) return refuse("forbidden", "desk-only");
  if (input.mode === "named" && !byHelper) {
    if (actor.personId === undefined) return refuse("sign-in", "sign-in-required");
    return {
      mode: "named",
      channel: "web",
      ownerPerson: actor.personId,
      holderKey: null,
      receipt: null,
      helperPost: null,
      mandate: null,
    };
  }
  if (input.mode === "sealed" && (actor.personId === undefined || byHelper) && !input.contactName && !input.contactPhone)
    return refuseField("/contactName", "identity-missing");
  const receipt = receiptCode((bytes) => context.random(bytes));
  const helperPost = byHelper ? (actor.posts.find((post) => post.duties.includes("appeals.desk"))?.postId ?? null) : null;
  const channel = byHelper ? "desk" : "web";
  return {
    mode: input.mode,
    channel,
    ownerPerson: null,
    holderKey: holderKeyOf(receipt),
    receipt,
    helperPost,
    mandate: byHelper && input.mode !== "sealed" ? (input.mandate ?? null) : null,
  };
}

type Sealing = {
  readonly id: string;
  readonly number: string;
  readonly path: string;
  readonly raiser: Raiser;
  readonly input: Input;
};

/** Commits before the appeal does: if that fails, what was sealed has no appeal, and the night removes it (`purge-sealed`). */
async function seal(context: ActionContext, by: Actor, { id, number, path, raiser, input }: Sealing): Promise<void> {
  const ring = context.house.keys.sealed;
  const own = raiser.channel === "web" ? by.personId : undefined;
  const phone = readPhone(input.contactPhone ?? "");
  const identity = {
    personId: own ?? "",
    accountId: own === undefined ? "" : (by.accountId ?? ""),
    name: input.contactName || (own === undefined ? "" : (by.name ?? "")),
    phone: phone?.number ?? "",
    address: input.contactAddress ?? "",
    mandate: input.mandate ?? "",
  };
  const owner = own === undefined ? null : sealedOwner(ring, context.tenant.id, own);
  const made = { appealId: id, number, path, owner, receipt: raiser.receipt ?? "", identity };
  await context.sealed(undefined, async (tx) => await sealIdentity(tx, ring, made));
}

function facts(input: Input) {
  return {
    matterCode: input.matter || null,
    longitude: input.longitude ?? null,
    latitude: input.latitude ?? null,
    photoIds: input.photoIds ?? [],
    complainedOf: [...new Set(input.complainedOf ?? [])],
  };
}

/** An anonymous appeal keeps no name and no phone, even if a browser filled them in; those of a sealed one lie in the sealed store. */
function words(context: ActionContext, id: string, input: Input) {
  const phone = input.mode !== "named" || !input.contactPhone ? undefined : readPhone(input.contactPhone);
  const { keys } = context.house;
  return {
    title: deriveTitle(input.text),
    text: input.text,
    place: input.place ?? "",
    contactName: input.mode !== "named" ? "" : (input.contactName ?? ""),
    contactPhoneCipher:
      phone === undefined
        ? null
        : encryptField(keys.fields, { table: "appeals.appeal_personal", row: id, column: "contact_phone_cipher" }, phone.number),
    contactPhoneIndex: phone === undefined ? null : blindIndex(keys.index, `phone/${context.tenant.id}`, phone.number),
  };
}
