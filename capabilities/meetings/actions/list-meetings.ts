import { addDays } from "@gongzhi/working-days";
import { findCaseText, type CaseText } from "#capabilities/cases/index.ts";
import { findAreas } from "#capabilities/divisions/index.ts";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";
import { legalDay } from "#platform/legal-day.ts";
import { listMeetings } from "../contract/list-meetings.ts";
import { readConveneForm } from "../contract/read-convene-form.ts";
import { DecisionRefusal, decisionDocument, formOf, resolveRule, type Kind, type RuleVersion } from "../domain/kinds.ts";
import { chosenBy, mayRecall, tellApart } from "../domain/choosing.ts";
import { mayCallOwners } from "../domain/owners-committee.ts";
import { fits, PLACE } from "../domain/places.ts";
import { isKeeper, mayRead } from "../policy.ts";
import { findHeld, findPersons } from "../store/choosing.ts";
import { findInitiative } from "../store/initiatives.ts";
import { findBodies, listMeetingRows } from "../store/meetings.ts";
import { groupsFor } from "./convene-meeting.ts";
import { findKinds } from "./kinds-here.ts";
import { factView, matterView, meetingFacts } from "./read-meeting.ts";

const MOST_COMING = 100;
const MOST_PAST = 100;
/** Of a village; more are chosen of by groups. */
const MOST_PERSONS = 3_000;

export const listMeetingsBound = bind(listMeetings, {
  policy: mayRead,
  subject: async () => ({ public: true }),
  run: async ({ tx, tenant, actor, now }, { area, kind }) => {
    const path = area ?? tenant.rootPath;
    const asked = { visible: mayRead.where(actor, "m"), path, kind };
    const coming = await listMeetingRows(tx, { ...asked, coming: true, limit: MOST_COMING });
    const past = await listMeetingRows(tx, { ...asked, coming: false, limit: MOST_PAST });
    const found = await findKinds(tx, path);
    return {
      coming: coming.map(meetingFacts),
      past: past.map(meetingFacts),
      areas: (await findAreas(tx, tenant.rootPath)).filter(({ value }) => PLACE.test(value)),
      kinds: (found?.kinds ?? []).flatMap((one) => nameOf(one, legalDay(now))),
      may: isKeeper.can(actor, {}) ? ["convene-meeting"] : [],
    };
  },
});

/** From what age on somebody is on a roll here. */
async function adultYears(tx: Tx, path: string): Promise<number> {
  return Number((await findRuleInForce(tx, "rolls.rolls", path))?.parameters["adultYears"] ?? 0);
}

export function nameOf(kind: Kind, day: string) {
  const rule = ruleOf(kind, day);
  return rule === undefined ? [] : [{ value: kind.id, name: rule.name["zh-CN"], nameEn: rule.name.en }];
}

/** A kind whose rule the place has loosened, or that no text holds today, is still named by the law's own. */
function ruleOf(kind: Kind, day: string): RuleVersion | undefined {
  try {
    return resolveRule({ use: kind.decides }, day);
  } catch (error) {
    if (error instanceof DecisionRefusal) return undefined;
    throw error;
  }
}

export const readConveneFormBound = bind(readConveneForm, {
  policy: isKeeper,
  run: async (context, { area, kind, about, initiative }) => {
    const { tx, tenant, actor, now } = context;
    const keeping = actor.posts.filter(({ duties }) => duties.includes("meetings.keep")).flatMap(({ areas }) => areas);
    const places = (await findAreas(tx, tenant.rootPath)).filter(
      ({ value }) => PLACE.test(value) && keeping.some((one) => value === one || value.startsWith(`${one}.`)),
    );
    const path = places.find(({ value }) => value === area)?.value ?? places[0]?.value ?? "";
    const found = path === "" ? undefined : await findKinds(tx, path);
    const subject = about === undefined ? undefined : await findCaseText(context, about);
    const known = (found?.kinds ?? []).filter(({ id }) => subject?.kinds?.includes(id) !== false);
    const kinds = await Promise.all(known.map((one) => offer(context, one, path)));
    const chosen = known.find(({ id }) => id === kind);
    const rule = chosen === undefined ? undefined : ruleOf(chosen, legalDay(now));
    const asked = initiative === undefined ? undefined : await findInitiative(tx, initiative);
    const matters = new Set([...Object.keys(rule?.items ?? {}), ...(rule?.requires ?? []).flatMap(({ items }) => items ?? [])]);
    const named =
      chosen !== undefined && chosenBy(chosen) !== undefined
        ? await findPersons(tx, path, { years: await adultYears(tx, path), limit: MOST_PERSONS })
        : [];
    const held = chosen !== undefined && mayRecall(chosen) ? await findHeld(tx, path) : [];
    for (const personId of [...named.map(({ id }) => id), ...held.map(({ person_id }) => person_id)])
      context.looked(personId, "meetings.choice");
    return {
      candidates: named.map((one) => ({ value: one.id, name: candidateName(one, named) })),
      recalls: tellApart(held).map((name, place) => ({
        value: held[place]?.id ?? "",
        name: `${name}（${held[place]?.as ?? ""}）`,
      })),
      areas: places,
      area: path,
      kinds,
      groups: (chosen === undefined ? [] : ((await groupsFor(tx, chosen, path)) ?? [])).map(({ id, name }) => ({
        value: id,
        name,
      })),
      matters: rule === undefined ? [] : [...matters].map((matter) => matterView(matter, rule)),
      asked: asked === undefined ? null : { id: asked.id, title: asked.title, wording: asked.wording },
      subject: subject === undefined || about === undefined ? null : subjectView(about, subject),
      facts: (rule?.requires ?? []).map(factView),
    };
  },
});

type Candidate = Awaited<ReturnType<typeof findPersons>>[number];

/** By group; whoever keeps the meeting reads the household's number beside namesakes of one group. */
function candidateName({ id, name, group, household }: Candidate, all: readonly Candidate[]): string {
  const alike = all.some((other) => other.id !== id && other.name === name && other.group === group);
  return `${group} ${name}${alike && household !== "" ? `（${household}）` : ""}`.trim();
}

function subjectView(number: string, { title, wording, matter, chair = "", parts }: CaseText) {
  return { number, title, chair, parts: [...(parts ?? [{ number, title, wording, matter }])] };
}

/** One kind as it may be convened in a place today, or why not. */
async function offer({ tx, now }: ActionContext, kind: Kind, path: string) {
  const today = legalDay(now);
  const named = ruleOf(kind, today);
  const bodies = fits(kind, path) ? await findBodies(tx, path, kind.convener) : [];
  const conveners = kind.place === "neighbourhood" ? bodies.filter(mayCallOwners) : bodies;
  const ways = kind.due.filter((way) => formOf(way) !== undefined);
  const groups = fits(kind, path) && kind.place === "neighbourhood" ? await groupsFor(tx, kind, path) : undefined;
  const decided = decideOr(kind, today);
  const days = decided?.rule.notice?.days ?? 0;
  const reason = (): string | null => {
    if (!fits(kind, path)) return "kind-not-here";
    if (ways.length === 0) return "roll-not-drawn";
    if (decided === undefined) return "rule-looser";
    if (conveners.length === 0) return "not-convener";
    return groups?.length === 0 ? "no-quarter" : null;
  };
  return {
    id: kind.id,
    name: named?.name["zh-CN"] ?? kind.id,
    nameEn: named?.name.en ?? kind.id,
    forms: ways.map((way) => ({ value: way, name: way })),
    conveners: conveners.map(({ id, name }) => ({ value: id, name })),
    noticeDays: days,
    article: decided?.rule.notice?.article ?? null,
    text: decided?.rule.notice?.text ?? decided?.rule.source.text ?? null,
    // The day of the meeting is not counted, and notice given today counts from today.
    earliest: addDays(today, Math.max(days, 0)),
    open: kind.open,
    refused: reason(),
  };
}

function decideOr(kind: Kind, day: string): ReturnType<typeof decisionDocument> | undefined {
  try {
    return decisionDocument(kind, day);
  } catch (error) {
    if (error instanceof DecisionRefusal) return undefined;
    throw error;
  }
}
