import {
  dueAfter,
  findFounding,
  findProcedureInForce,
  findSpan,
  listFoundings,
  refuseMissing,
  type Founding,
} from "#capabilities/cases/index.ts";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { isRefusal, refuse, refuseField } from "#platform/refusal.ts";
import { passStep } from "../contract/pass-step.ts";
import { proposeMerged } from "../contract/propose-merged.ts";
import { readMergeForm } from "../contract/read-merge-form.ts";
import { judgeMerging } from "../domain/judge-merging.ts";
import { isKeeper, mayKeep } from "../policy.ts";
import { findLeaders, findMerged, findPartyOrganization } from "../store/proposals.ts";
import { CHAIN, MEETING_GATE, STEPS_RULE, takeStep } from "./chain.ts";
import { ownPlaces } from "./list-proposals.ts";
import { begin } from "./propose.ts";
import { factView } from "./read-proposal.ts";

/** The step whose meeting may put the proposal too. */
const TALK = "talk";
const DAY_MS = 86_400_000;
/** How far back meetings are looked through: no step is given longer. */
const LOOKED_BACK_DAYS = 180;

type Rule = NonNullable<Awaited<ReturnType<typeof findRuleInForce>>>;
type Body = { readonly organizationId: string; readonly area: string };

export const proposeMergedBound = bind(proposeMerged, {
  policy: mayKeep,
  duty: "resolutions.keep",
  subject: async (_, { area }) => ({ division_path: area }),
  run: async (context, { area, item, asked, askedPersons }) => {
    const { tx } = context;
    const organizationId = await findOwnParty(context, area);
    if (organizationId === undefined) return refuse("conflict", "not-party-organization");
    const rule = await findRuleInForce(tx, STEPS_RULE, area);
    if (rule === undefined) return refuse("conflict", "no-rule");
    const number = await findMerged(tx, item);
    if (number !== undefined) return refuse("conflict", "merged-already", { facts: { number } });
    const talk = await findFounding(context, item);
    const counts = talk !== undefined && talk.area === area && (await kindsOfTalk(context)).includes(talk.kind);
    if (!counts) return refuseField("/item", "no-such-meeting");
    const shut = refuseMissing(await factsOf(context, rule, { organizationId, area }, talk.heldAt));
    if (shut !== undefined) return shut;
    const { title, wording, matter, page } = talk;
    const merged = { item, page, on: legalDay(talk.heldAt), ruleVersion: rule.version };
    const made = await begin(context, { title, wording, matter, asked, askedPersons, area, organizationId, merged });
    // The gate before the review is asked like any other: it counts the meeting the case was opened on, and looks into its vote.
    const moved = await takeStep(context, made, passStep.name);
    return isRefusal(moved) ? moved : { id: made.id, number: made.number };
  },
});

export const readMergeFormBound = bind(readMergeForm, {
  policy: isKeeper,
  run: async (context, { area }) => {
    const areas = await ownPlaces(context);
    const path = areas.find(({ value }) => value === area)?.value ?? areas[0]?.value;
    const rule = path === undefined ? undefined : await findRuleInForce(context.tx, STEPS_RULE, path);
    const organizationId = path === undefined ? undefined : await findOwnParty(context, path);
    if (path === undefined || rule === undefined || organizationId === undefined)
      return { areas, area: path ?? null, talks: [], today: [] };
    const body = { organizationId, area: path };
    const since = new Date(context.now.getTime() - LOOKED_BACK_DAYS * DAY_MS);
    const talks: Founding[] = [];
    for (const talk of await listFoundings(context, { path, kinds: await kindsOfTalk(context), since }))
      if ((await findMerged(context.tx, talk.id)) === undefined) talks.push(talk);
    const views = talks.map(async (talk) => {
      const facts = await factsOf(context, rule, body, talk.heldAt);
      const { id: item, page, title, heldAt } = talk;
      return { item, page, title, day: legalDay(heldAt), open: facts.every(({ met }) => met), facts: facts.map(factView) };
    });
    const today = await factsOf(context, rule, body, context.now);
    return { areas, area: path, talks: await Promise.all(views), today: today.map(factView) };
  },
});

async function findOwnParty({ tx, actor }: ActionContext, area: string): Promise<string | undefined> {
  const own = actor.posts.filter(({ duties }) => duties.includes("resolutions.keep")).map((post) => post.organizationId);
  return await findPartyOrganization(tx, own, area);
}

/** The kinds of meetings that the chain in force lets pass its talks. */
async function kindsOfTalk({ tx }: ActionContext): Promise<readonly string[]> {
  const { net } = await findProcedureInForce(tx, CHAIN);
  const talk = net.elements.find(({ id }) => id === TALK);
  const gates = talk?.kind === "work" ? (talk.gates ?? []) : [];
  return gates.flatMap((gate) => (gate.startsWith(MEETING_GATE) ? gate.slice(MEETING_GATE.length).split(",") : []));
}

/** The facts of the two posts are those of the meeting's own day; the rule is the one in force as it is put. */
async function factsOf({ tx, now }: ActionContext, rule: Rule, { organizationId, area }: Body, heldAt: Date) {
  const leaders = await findLeaders(tx, organizationId, area, heldAt);
  const of = (body: "party" | "committee") => leaders.filter((one) => one.body === body).map((one) => one.person_id);
  const span = findSpan(rule.parameters, TALK, {});
  const day = legalDay(heldAt);
  return judgeMerging({
    allowed: rule.parameters["mergedByOneHolder"],
    rule: {
      title: rule.title,
      titleEn: rule.title_en || rule.title,
      version: rule.version,
      source: rule.citations[0]?.source ?? rule.title,
    },
    day,
    // What is due at 24:00 is due on the day before.
    lastDay: span === undefined ? day : legalDay(new Date(dueAfter(span, heldAt).at.getTime() - 1)),
    today: legalDay(now),
    secretaries: of("party"),
    heads: of("committee"),
  });
}
