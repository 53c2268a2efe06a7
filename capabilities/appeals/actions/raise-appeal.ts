import { openCase } from "#capabilities/cases/index.ts";
import { findAreaAt, findOutlines } from "#capabilities/divisions/index.ts";
import { hasDuty } from "#platform/actor.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import type { InputOf } from "#platform/contract.ts";
import { blindIndex, encryptField } from "#platform/crypto/fields.ts";
import { holderKeyOf } from "#platform/http/session-cookie.ts";
import { readPhone } from "#platform/identifiers/phone.ts";
import { receiptCode } from "#platform/identifiers/receipt-code.ts";
import { isRefusal, refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { raiseAppeal } from "../contract/raise-appeal.ts";
import { deriveTitle } from "../domain/derive-title.ts";
import { channelRules, findChannelsIn } from "../domain/find-channels.ts";
import { mayRaise } from "../policy.ts";
import { insertAppeal } from "../store/insert-appeal.ts";
import { checkPhotos, isKnownArea, isKnownMatter } from "../store/check-raised.ts";
import { readRule } from "./read-rules.ts";

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
    const path = input.area || (await findAreaOf(context, input)) || context.tenant.rootPath;
    const id = context.newId();
    const visible = { path, ownerPerson: raiser.ownerPerson, holderKey: raiser.holderKey, public: false };
    const [opened, channels] = await Promise.all([
      openCase(context, { procedure: "appeals.handling", kind: "appeals", subjectId: id, visible, variables: { area: path } }),
      readRule(context.tx, "appeals.channels", path),
    ]);
    insertAppeal(context.tx, {
      id,
      number: opened.number,
      caseId: opened.caseId,
      path,
      ...raiser,
      ...facts(input),
      ...words(context, id, input),
    });
    context.subject(id);
    context.emit("appeals.appeal-raised", { appealId: id, number: opened.number });
    if (raiser.helperPost !== null && input.contactPhone) context.emit("appeals.entered-at-desk", { appealId: id });
    const dueAt = opened.changes.tasks[0]?.due?.at.toISOString() ?? null;
    return {
      id,
      number: opened.number,
      receiptCode: raiser.receipt,
      dueAt,
      channels: [...findChannelsIn(input.text, channelRules(channels.parameters))],
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
  readonly mode: "named" | "anonymous";
  readonly channel: "web" | "desk" | "api";
  readonly ownerPerson: string | null;
  readonly holderKey: string | null;
  readonly receipt: string | null;
  readonly helperPost: string | null;
  readonly mandate: string | null;
};

/** By name: the person signed in. At a desk: nobody's yet, so the resident is given a receipt. Anonymous: only the receipt. */
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
    mandate: byHelper ? (input.mandate ?? null) : null,
  };
}

function facts(input: Input) {
  return {
    matterCode: input.matter || null,
    longitude: input.longitude ?? null,
    latitude: input.latitude ?? null,
    photoIds: input.photoIds ?? [],
  };
}

/** An anonymous appeal keeps no name and no phone, even if a browser filled them in. */
function words(context: ActionContext, id: string, input: Input) {
  const phone = input.mode === "anonymous" || !input.contactPhone ? undefined : readPhone(input.contactPhone);
  const { keys } = context.house;
  return {
    title: deriveTitle(input.text),
    text: input.text,
    place: input.place ?? "",
    contactName: input.mode === "anonymous" ? "" : (input.contactName ?? ""),
    contactPhoneCipher:
      phone === undefined
        ? null
        : encryptField(keys.fields, { table: "appeals.appeal_personal", row: id, column: "contact_phone_cipher" }, phone.number),
    contactPhoneIndex: phone === undefined ? null : blindIndex(keys.index, `phone/${context.tenant.id}`, phone.number),
  };
}
