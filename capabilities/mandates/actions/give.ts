import { addDays, daysBetween } from "@gongzhi/working-days";
import { areasOf, isWithin } from "#platform/actor.ts";
import { findAreas } from "#capabilities/divisions/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import type { InputOf } from "#platform/contract.ts";
import { caseNumber } from "#platform/identifiers/case-number.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { isRefusal, refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { giveMandate } from "../contract/give-mandate.ts";
import { readGiveForm } from "../contract/read-give-form.ts";
import { chooseOwner, type PowerHere } from "../domain/choose-owner.ts";
import { isGiver } from "../policy.ts";
import { insertCharges, type NewCharge } from "../store/charges.ts";
import { findHolders, findMatters, findOwnRules, findPowers, insertMandate } from "../store/mandates.ts";
import { findCourse, type Course } from "./course.ts";
import { putOnRecord } from "./put-on-record.ts";

/** Villages and communities have a code of twelve digits. */
const PLACE = /\.\d{12}$/;

type Place = { readonly value: string; readonly name: string };

/** Places below the areas a reader gives mandates in. */
async function placesBelow({ tx, tenant, actor }: ActionContext): Promise<readonly Place[]> {
  const own = areasOf({ ...actor, posts: actor.posts.filter(({ duties }) => duties.includes("mandates.give")) });
  const all = await findAreas(tx, tenant.rootPath);
  return all.filter(({ value }) => PLACE.test(value) && own.some((area) => isWithin(value, area)));
}

export const readGiveFormBound = bind(readGiveForm, {
  policy: isGiver,
  run: async (context) => {
    const { tx, tenant, now } = context;
    const course = await findCourse(context, tenant.rootPath);
    return {
      matters: [...(await findMatters(tx))],
      areas: (await placesBelow(context)).map(({ value, name }) => ({ value, name })),
      rules: [...(await findOwnRules(tx, tenant.rootPath))],
      earliest: addDays(legalDay(now), course?.leastDays ?? 1),
    };
  },
});

type Input = InputOf<typeof giveMandate>;

export const giveMandateBound = bind(giveMandate, {
  policy: isGiver,
  duty: "mandates.give",
  run: async (context, input) => {
    const { tx, tenant, now } = context;
    const giver = context.actor.posts.find(({ duties }) => duties.includes("mandates.give"));
    if (giver === undefined) return refuse("conflict", "not-giver");
    const course = await findCourse(context, tenant.rootPath);
    if (course === undefined) return refuse("conflict", "no-rule");
    const today = legalDay(now);
    const basis = await findBasis(context, input);
    if (isRefusal(basis)) return basis;
    const owners = (await refuseInput(context, input, course)) ?? (await chooseOwners(context, input, course));
    if (isRefusal(owners)) return owners;
    const number = caseNumber(today, (bytes) => {
      bytes.set(context.random(bytes.length));
      return bytes;
    });
    const id = context.newId();
    const { title, text, matter, act, evidence, means = "", basisArticle = "" } = input;
    const wanted = { evidence, wants_papers: input.wantsPapers === "yes", given_on: today, due_on: input.dueOn };
    const ground = { basis, basis_article: basisArticle, rule_id: input.rule || null };
    const who = { organization_id: giver.organizationId, division_path: tenant.rootPath };
    await insertMandate(tx, { id, number, title, text, matter_code: matter, act, means, ...ground, ...wanted, ...who });
    const charges = owners.map((owner, index): NewCharge => ({
      id: context.newId(),
      mandate_id: id,
      number,
      place: index + 1,
      division_path: owner.path,
      organization_id: owner.organization_id,
      power_id: owner.power_id,
      giver_id: giver.organizationId,
      given_on: today,
      due_on: dayOf(input, owner.path),
    }));
    await insertCharges(tx, charges);
    await publish(context, number, { ...input, basis }, charges);
    await tellOwners(context, charges);
    context.subject(id);
    context.emit("mandates.given", { mandateId: id });
    return { id, number, charges: charges.length };
  },
});

/** Nothing is copied by hand: a rule of this house gives its own name. */
async function findBasis({ tx, tenant }: ActionContext, { basis = "", rule = "" }: Input): Promise<string | Refusal> {
  const named = rule === "" ? undefined : (await findOwnRules(tx, tenant.rootPath)).find(({ value }) => value === rule);
  if (rule !== "" && named === undefined) return refuseField("/rule", "no-such-rule");
  return basis.trim() || (named?.name ?? refuseField("/basis", "required"));
}

async function refuseInput(context: ActionContext, input: Input, { leastDays, cited }: Course): Promise<Refusal | undefined> {
  const { tx, now } = context;
  if (!(await findMatters(tx)).some(({ value }) => value === input.matter)) return refuseField("/matter", "no-such-matter");
  const known = await placesBelow(context);
  const strange = input.areas.findIndex((area) => !known.some(({ value }) => value === area));
  if (strange >= 0) return refuseField(`/areas/${strange}`, "no-such-area");
  const refused = refuseLonger(input);
  if (refused !== undefined) return refused;
  const days = daysBetween(legalDay(now), input.dueOn);
  return days < leastDays
    ? refuse("conflict", "too-short", { facts: { figure: days, threshold: leastDays }, rule: cited })
    : undefined;
}

function dayOf({ longer = [], dueOn }: Input, path: string): string {
  return longer.find(({ area }) => area === path)?.dueOn ?? dueOn;
}

/** More time for some of the places that are charged, each named once. */
function refuseLonger({ longer = [], areas, dueOn }: Input): Refusal | undefined {
  for (const [index, { area, dueOn: day }] of longer.entries()) {
    if (!areas.includes(area)) return refuseField(`/longer/${index}/area`, "not-charged");
    if (longer.findIndex((one) => one.area === area) !== index) return refuseField(`/longer/${index}/area`, "named-twice");
    if (day <= dueOn) return refuseField(`/longer/${index}/dueOn`, "not-longer", { day: dueOn });
  }
  return undefined;
}

/** The owner in each place; where any has none, nothing is given to anybody, and the places are named. */
async function chooseOwners(context: ActionContext, input: Input, { cited }: Course): Promise<readonly PowerHere[] | Refusal> {
  const powers = await findPowers(context.tx, input.matter, input.areas);
  const chosen = input.areas.map((area) => {
    const here = powers.filter(({ path }) => path === area);
    return { area, ...chooseOwner(here, input.act, input.means ?? "") };
  });
  const names = new Map((await placesBelow(context)).map(({ value, name }) => [value, name]));
  for (const lack of ["power", "means"] as const) {
    const without = chosen.flatMap((one) => ("lacks" in one && one.lacks === lack ? [names.get(one.area) ?? one.area] : []));
    if (without.length > 0)
      return refuse("conflict", lack === "power" ? "no-power" : "no-means", {
        facts: { places: without.join("、") },
        rule: cited,
      });
  }
  return chosen.flatMap((one) => ("owner" in one ? [one.owner] : []));
}

async function publish(context: ActionContext, number: string, input: Input, charges: readonly NewCharge[]): Promise<void> {
  const { title, text, basis = "", basisArticle = "", matter, act, means = "", evidence, dueOn } = input;
  const given = charges.map(({ place, division_path: area, organization_id: owner, power_id: power, due_on: day }) => ({
    charge: place,
    area,
    owner,
    power,
    ...(day === dueOn ? {} : { carryBy: day }),
  }));
  const asked = { title, text, basis, basisArticle, matter, act, means, evidence, carryBy: dueOn, charges: given };
  await putOnRecord(context, { number, area: context.tenant.rootPath, version: 1 }, "mandate", asked);
}

async function tellOwners(context: ActionContext, charges: readonly NewCharge[]): Promise<void> {
  for (const { number, place, organization_id: owner, due_on: day } of charges) {
    const told = await findHolders(context.tx, "mandates.carry", owner);
    const path = `mandates/${number}/${place}`;
    await notify(
      context,
      told.map((personId) => ({ personId, topic: "mandates.given", params: { day }, path })),
    );
  }
}
