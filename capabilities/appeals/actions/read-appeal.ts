import { findLinksOf, linkView } from "#capabilities/cases/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import type { OutputOf } from "#platform/contract.ts";
import { decryptField } from "#platform/crypto/fields.ts";
import { readCaseNumber } from "#platform/identifiers/case-number.ts";
import { byTheDay, dueByTheDay } from "#platform/legal-day.ts";
import { maskPhone } from "#platform/identifiers/phone.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import { readAppeal } from "../contract/read-appeal.ts";
import { isResident, mayRead, mayReadAsStaff } from "../policy.ts";
import { findAppealByNumber, findWords, type AppealRow, type AppealWords } from "../store/appeal-row.ts";
import { hasCoSigned } from "../store/co-signatures.ts";
import { findRelations } from "../store/relations.ts";
import { findNamed } from "../store/bars.ts";
import { findEntries, findNames, findPhotos } from "../store/find-details.ts";
import { findJudgements } from "../store/judgements.ts";
import { findRelease } from "../store/releases.ts";
import { findWhistles } from "../store/whistles.ts";
import { actsOpenTo } from "./acts-open-to.ts";
import { noteReader } from "./note-reader.ts";
import { decisionOf, reviewsOf } from "./reviews.ts";
import { retaliationOf } from "./retaliation.ts";
import { openingsOf } from "./list-openings.ts";
import { findOrHold } from "./hold-sealed.ts";

type View = OutputOf<typeof readAppeal>;

export const readAppealBound = bind(readAppeal, {
  policy: mayRead,
  subject: async (context, input) => {
    const number = readCaseNumber(input.number) ?? "";
    return await findOrHold(
      context,
      (receipt) => receipt.number === number,
      async () => await findAppealByNumber(context.tx, number),
    );
  },
  run: async (context, _, appeal) => {
    if (isResident.can(context.actor, appeal)) return await privateView(context, appeal, "resident");
    if (mayReadAsStaff.can(context.actor, appeal)) return await privateView(context, appeal, "staff");
    return await publicView(context, appeal);
  },
});

async function privateView(context: ActionContext, appeal: AppealRow, reader: "resident" | "staff"): Promise<View | Refusal> {
  const { tx } = context;
  const words = await findWords(tx, appeal.id);
  if (words === undefined) return refuse("gone", "text-purged");
  const refusal = reader === "staff" ? await noteReader(context, appeal) : undefined;
  if (refusal !== undefined) return refusal;
  const entries = await findEntries(tx, appeal.id, reader === "resident");
  const whistles = reader === "staff" ? await findWhistles(tx, appeal.id) : [];
  return {
    ...(await factsOf(context, appeal)),
    reader,
    title: words.title,
    text: words.text,
    place: words.place,
    contactName: words.contact_name,
    contactPhone: phoneOf(context, appeal, words, reader),
    mandate: appeal.mandate ?? "",
    complainedOf: (await findNamed(tx, appeal.complained_of)).map(({ name }) => name),
    photos: [...(await findPhotos(tx, appeal.id))],
    entries: entries.map((entry) => ({ ...entry, at: entry.at.toISOString() })),
    decision: await decisionOf(context, appeal, entries),
    reviews: [...(await reviewsOf(context, appeal))],
    relations:
      reader === "staff" ? (await findRelations(tx, appeal.id)).map(({ number, kind, led }) => ({ number, kind, led })) : [],
    coSigned: false,
    whistles: whistles.map((row) => ({
      organization: { id: row.organization_id, name: row.name },
      askedAt: row.asked_at.toISOString(),
      dueAt: row.due_at.toISOString(),
      reportedAt: iso(row.reported_at),
      outcome: row.report_outcome,
    })),
    judgements: (await findJudgements(tx, appeal.id)).map((row) => ({ ...row, at: row.at.toISOString() })),
    requests: await requestsOf(context, appeal, reader),
    openings: [...(await openingsOf(context, appeal, reader))],
    retaliation: reader === "resident" ? await retaliationOf(context, appeal) : [],
    may: [...(await actsOpenTo(context, appeal))],
  };
}

/** What was asked of the level above. A resident sees that it was, and how far it is; the linked case's number is the offices' own. */
async function requestsOf({ tx }: ActionContext, appeal: AppealRow, reader: "resident" | "staff"): Promise<View["requests"]> {
  const links = appeal.case_id === null ? [] : await findLinksOf(tx, appeal.case_id);
  return links
    .filter(({ direction }) => direction === "out")
    .map((link) => ({ ...linkView(link), number: reader === "staff" ? (link.other_number ?? "") : "" }));
}

/**
 * The public reads what a person released, and nothing of who raised it or where exactly: by the day, since an hour could be joined
 * with who was seen at a desk or signed in then, and under its number, since ids tell the hour they were made.
 */
async function publicView(context: ActionContext, appeal: AppealRow): Promise<View | Refusal> {
  const release = await findRelease(context.tx, appeal.id);
  if (release === undefined) return refuse("absent", "absent");
  const facts = await factsOf(context, appeal);
  const days = daysOf(appeal);
  const answer =
    release.answer === ""
      ? []
      : [
          {
            id: "answer",
            kind: "answer",
            told: true,
            text: release.answer,
            article: "",
            by: facts.unit,
            at: days.answeredAt ?? days.raisedAt,
          },
        ];
  const judgements = (await findJudgements(context.tx, appeal.id)).map((row) => ({ ...row, at: byTheDay(row.at) }));
  return {
    ...facts,
    ...days,
    id: appeal.number,
    caseId: null,
    leadOrganization: "",
    reader: "public",
    title: release.title === "" ? appeal.number : release.title, // erased
    text: release.text,
    place: "",
    longitude: null,
    latitude: null,
    contactName: "",
    contactPhone: "",
    mandate: "",
    complainedOf: [],
    photos: [],
    entries: answer,
    whistles: [],
    judgements,
    requests: [],
    openings: [],
    retaliation: [],
    decision: null,
    reviews: [],
    relations: [],
    coSigned: await hasCoSigned(context.tx, appeal.id, context.actor.personId),
    may: [],
  };
}

/** Its dates by the day; what is due, at the end of its day. */
function daysOf(appeal: AppealRow) {
  const day = (at: Date | null) => (at === null ? null : byTheDay(at));
  const due = (at: Date | null) => (at === null ? null : dueByTheDay(at));
  return {
    raisedAt: byTheDay(appeal.raised_at),
    dueAt: due(appeal.due_at),
    contactDueAt: due(appeal.contact_due_at),
    contactedAt: day(appeal.contacted_at),
    dispatchedAt: day(appeal.dispatched_at),
    answeredAt: day(appeal.answered_at),
    closedAt: day(appeal.closed_at),
  };
}

async function factsOf(context: ActionContext, appeal: AppealRow) {
  return {
    id: appeal.id,
    number: appeal.number,
    state: appeal.state,
    outcome: appeal.outcome,
    ...(await findNames(context.tx, appeal)),
    raisedAt: appeal.raised_at.toISOString(),
    dueAt: iso(appeal.due_at),
    imported: appeal.mode === "imported",
    archived: appeal.archived_in !== null,
    public: appeal.public,
    caseId: appeal.case_id,
    longitude: appeal.longitude,
    latitude: appeal.latitude,
    mode: appeal.mode,
    channel: appeal.channel,
    matterCode: appeal.matter_code ?? "",
    leadOrganization: appeal.lead_organization ?? "",
    tier: appeal.tier ?? "",
    dueBy: appeal.due_by,
    contactDueAt: iso(appeal.contact_due_at),
    contactedAt: iso(appeal.contacted_at),
    dispatchedAt: iso(appeal.dispatched_at),
    answeredAt: iso(appeal.answered_at),
    closedAt: iso(appeal.closed_at),
    extensions: appeal.extensions,
    reopened: appeal.reopened,
    coSigners: appeal.co_signers,
    likes: appeal.source_likes,
    dislikes: appeal.source_dislikes,
  };
}

/** The lead unit needs the number to call; everybody else sees its ends. */
function phoneOf(context: ActionContext, appeal: AppealRow, words: AppealWords, reader: "resident" | "staff"): string {
  if (words.contact_phone_cipher === null) return "";
  const phone = decryptField(
    context.house.keys.fields,
    { table: "appeals.appeal_personal", row: appeal.id, column: "contact_phone_cipher" },
    words.contact_phone_cipher,
  );
  const calls = context.actor.posts.some(
    (post) => post.organizationId === appeal.lead_organization && post.duties.includes("appeals.handle"),
  );
  return reader === "resident" || calls ? phone : maskPhone(phone);
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
