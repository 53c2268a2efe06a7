import { sql } from "kysely";
import { bind, type ActionContext } from "#platform/capability.ts";
import { organizationsOf } from "#platform/actor.ts";
import { legalDay } from "#platform/legal-day.ts";
import { compareTexts } from "#platform/texts/compare-texts.ts";
import { readDisclosure } from "../contract/read-disclosure.ts";
import { isLate, isSilent, keeperActs } from "../domain/judge-item.ts";
import { placeOf } from "../domain/places.ts";
import { asLines, type Section } from "../domain/sections.ts";
import { mayKeep, mayReadDraft, mayReview, maySee } from "../policy.ts";
import { findOwnPath, findRested } from "../store/bodies.ts";
import { findDraft } from "../store/drafts.ts";
import { findItem, type ItemRow } from "../store/items.ts";
import { selectObjections } from "../store/objections.ts";
import { findPapers } from "../store/papers.ts";
import { findVersions, sectionsOf, titleOf, type VersionRow } from "../store/versions.ts";
import { itemView, objectionView } from "./known.ts";
import { sourcesOf } from "./sources.ts";

const MOST_OBJECTIONS = 200;

export const readDisclosureBound = bind(readDisclosure, {
  policy: maySee,
  subject: async ({ tx }, { id }) => await findItem(tx, id),
  run: async (context, { id }, item) => {
    const { tx, actor, now } = context;
    const today = legalDay(now);
    const versions = await findVersions(tx, id);
    const papers = await findPapers(tx, id);
    const objections = await selectObjections(tx, sql`o.item_id = ${id}`, MOST_OBJECTIONS);
    for (const { person_id } of objections)
      if (person_id !== null && person_id !== actor.personId) context.looked(person_id, "disclosure.objection");
    const [newest] = versions;
    const keeps = mayKeep.can(actor, item);
    return {
      item: itemView(item, today),
      rule: {
        id: item.rule_id,
        ...(await findRested(tx, item.rule_id, item.rule_version)),
        version: item.rule_version,
        article: item.article,
      },
      course: {
        title: item.course.title,
        version: item.course.version,
        boardDays: item.course.boardDays,
        objectionDays: item.course.objectionDays,
      },
      sections: newest === undefined ? [] : plain(sectionsOf(newest.content)),
      papers: papers.filter((paper) => paper.public).map(paperView),
      versions: versions.map(({ version, reason, published_at }) => ({ version, reason, on: legalDay(published_at) })),
      changes: changesOf(versions),
      review: {
        sentOn: item.sent_on,
        due: item.review_due,
        verdict: item.verdict,
        on: item.reviewed_on,
        opinion: item.opinion,
        silent: item.verdict === null && (isSilent(item, today) || (item.sent_on !== null && item.fixed_on !== null)),
      },
      fixed: { on: item.fixed_on, reference: item.reference },
      correcting: item.correcting,
      objectionsUntil: item.objections_until,
      orderedBy: item.order_due,
      orderLate: item.order_due !== null && today > item.order_due,
      initiativeId: item.initiative_id,
      objections: objections.map((row) => objectionView(context, row)),
      draft: mayReadDraft.can(actor, item) ? await draftOf(context, item) : null,
      sources: keeps ? [...sourcesOf(context.offered)].map(([value, { name }]) => ({ value, name })) : [],
      may: [...(keeps ? keeperActs(item, today) : []), ...(await otherActs(context, item, today))],
    };
  },
});

function plain(sections: readonly Section[]) {
  return sections.map(({ heading, text, table }) => ({ heading, text, table: table.map((cells) => [...cells]) }));
}

function paperView({ file_id, name, sha256 }: { readonly file_id: string; readonly name: string; readonly sha256: string }) {
  return { id: file_id, name, sha256 };
}

function changesOf([newest, before]: readonly VersionRow[]) {
  if (newest === undefined || before === undefined) return [];
  const lines = ({ content }: VersionRow) => asLines(titleOf(content), sectionsOf(content));
  return compareTexts(lines(before), lines(newest)).map(({ kind, stretches }) => ({ kind, stretches: [...stretches] }));
}

async function draftOf({ tx }: ActionContext, item: ItemRow) {
  const draft = await findDraft(tx, item.id);
  if (draft === undefined) return null;
  return { title: draft.title, sections: plain(draft.sections), papers: (await findPapers(tx, item.id)).map(paperView) };
}

/** What a supervisor and what somebody of the place can do with it today. */
async function otherActs({ tx, actor }: ActionContext, item: ItemRow, today: string): Promise<readonly string[]> {
  const acts: string[] = [];
  const own = [...organizationsOf(actor), actor.personId ?? ""].some((party) => item.barred.includes(party));
  if (item.step === "review" && !isSilent(item, today) && !own && mayReview.can(actor, item)) acts.push("review-draft");
  if (actor.personId === undefined) return acts;
  if (placeOf((await findOwnPath(tx, actor.personId)) ?? "") !== item.division_path) return acts;
  if (item.versions > 0 && item.objections_until !== null && today <= item.objections_until) acts.push("object-to-disclosure");
  if (item.versions === 0 && isLate(item, today) && !mayKeep.can(actor, item)) acts.push("complain-of-silence");
  return acts;
}
