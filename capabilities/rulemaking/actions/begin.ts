import { openCase } from "#capabilities/cases/index.ts";
import { findAreas } from "#capabilities/divisions/index.ts";
import { findRuleInForce, findTemplate, type Template } from "#capabilities/rules/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import type { InputOf } from "#platform/contract.ts";
import { pgConstraint, Rollback } from "#platform/db/database.ts";
import { legalDay } from "#platform/legal-day.ts";
import { isRefusal, refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { beginDraft } from "../contract/begin-draft.ts";
import { readBeginForm } from "../contract/read-begin-form.ts";
import { kindsOf, type RuleKind } from "../domain/kinds.ts";
import { composeText, splitText } from "../domain/text.ts";
import { isDrafter, mayDraft } from "../policy.ts";
import { findOwnBody, findRulesHere } from "../store/bodies.ts";
import { findDraft, insertDraft, listEarlier, OPEN_CONSTRAINT, type NewDraft } from "../store/drafts.ts";
import { COURSE, findKind } from "./course.ts";

/** Villages and communities have a code of twelve digits. */
const PLACE = /\.\d{12}$/;

export const readBeginFormBound = bind(readBeginForm, {
  policy: isDrafter,
  run: async (context, input) => {
    const { tx } = context;
    const areas = await ownPlaces(context);
    const area = areas.find(({ value }) => value === input.area)?.value ?? areas[0]?.value ?? "";
    const kinds = await kindsFor(context, area);
    const taken = new Set(kinds.map(({ key }) => key));
    const rules = area === "" ? [] : await findRulesHere(tx, area);
    const earlier = area === "" ? [] : await listEarlier(tx, area);
    const again = earlier.find(({ number }) => number === input.again);
    return {
      areas: [...areas],
      area,
      kinds: kinds.map(({ id, passedBy, law, article }) => ({ id, passedBy: [...passedBy], law, article })),
      rules: rules.filter(({ key }) => !taken.has(key)).map(({ id, title }) => ({ value: id, name: title })),
      again: again === undefined ? null : { number: again.number, kind: again.kind, title: again.title },
      earlier: earlier.map(({ number, title, ended_on: on }) => ({ value: number, name: `${title}（${number}，${on}）` })),
    };
  },
});

function bodiesOf({ actor }: ActionContext): readonly string[] {
  return actor.posts.filter(({ duties }) => duties.includes("rulemaking.draft")).map((post) => post.organizationId);
}

/** Kinds of rules that a body of the reader drafts in a place. */
async function kindsFor(context: ActionContext, path: string): Promise<readonly RuleKind[]> {
  const rule = path === "" ? undefined : await findRuleInForce(context.tx, COURSE, path);
  const kinds = rule === undefined ? [] : kindsOf(rule.parameters, path);
  const ids = bodiesOf(context);
  const own = await Promise.all(kinds.map(async ({ drafters }) => await findOwnBody(context.tx, { ids, kinds: drafters, path })));
  return kinds.filter((_, index) => own[index] !== undefined);
}

async function ownPlaces(context: ActionContext) {
  const { tx, tenant, actor } = context;
  const covered = new Set(actor.posts.flatMap(({ duties, areas }) => (duties.includes("rulemaking.draft") ? areas : [])));
  const within = (value: string) => [...covered].some((area) => value === area || value.startsWith(`${area}.`));
  const places = (await findAreas(tx, tenant.rootPath)).filter(({ value }) => PLACE.test(value) && within(value));
  const kinds = await Promise.all(places.map(async ({ value }) => await kindsFor(context, value)));
  return places.filter((_, index) => (kinds[index] ?? []).length > 0).map(({ value, name }) => ({ value, name }));
}

export const beginDraftBound = bind(beginDraft, {
  policy: mayDraft,
  duty: "rulemaking.draft",
  subject: async (_, { area }) => ({ division_path: area }),
  run: async (context, input) => {
    const { tx, now } = context;
    const { area, title } = input;
    const found = await findKind(context, area, input.kind);
    if (found === undefined)
      return (await findRuleInForce(tx, COURSE, area)) === undefined
        ? refuse("conflict", "no-rule")
        : refuseField("/kind", "no-such-kind");
    const { kind } = found;
    const organizationId = await findOwnBody(tx, { ids: bodiesOf(context), kinds: kind.drafters, path: area });
    if (organizationId === undefined) return refuse("conflict", "not-drafting-body");
    const begun = await beginWith(context, input, kind);
    if (isRefusal(begun)) return begun;
    const id = context.newId();
    const { caseId, number } = await openCase(context, {
      procedure: COURSE,
      kind: "rulemaking",
      subjectId: id,
      visible: { path: area, ownerPerson: null, holderKey: null, public: true },
      variables: { area, kind: kind.id },
    });
    const key = begun.key === "" ? `local.${number.toLowerCase()}` : begun.key;
    const made = { ...begun, id, case_id: caseId, number, path: area, organization_id: organizationId, kind: kind.id, title };
    await insertOnce(context, { ...made, rule_key: key, began_on: legalDay(now) });
    context.subject(id);
    context.emit("rulemaking.draft-begun", { draftId: id });
    return { id, number };
  },
});

async function insertOnce({ tx }: ActionContext, draft: NewDraft): Promise<void> {
  try {
    await insertDraft(tx, draft);
  } catch (error) {
    if (pgConstraint(error) !== OPEN_CONSTRAINT) throw error;
    throw new Rollback(refuse("conflict", "draft-under-way"));
  }
}

type Begun = Pick<NewDraft, "rule_id" | "text" | "parameters" | "citations"> & { readonly key: string };

/** The text a draft begins with: of the rule it changes, of the one that holds round the place, or of an earlier draft. */
async function beginWith(context: ActionContext, input: InputOf<typeof beginDraft>, kind: RuleKind): Promise<Begun | Refusal> {
  const { tx } = context;
  const key = kind.key === "" ? await chosenKey(context, input) : kind.key;
  if (isRefusal(key)) return key;
  const template = key === "" ? undefined : await findTemplate(context, key, input.area);
  const citations = kind.law === "" ? [] : [{ source: kind.law, article: kind.article }];
  const fresh = { key, rule_id: template?.ruleId ?? null, ...textOf(template, citations) };
  if (input.earlier === undefined || input.earlier === "") return fresh;
  const earlier = await findDraft(tx, { number: input.earlier });
  if (earlier === undefined || earlier.division_path !== input.area || earlier.kind !== kind.id || earlier.ended_on === null)
    return refuseField("/earlier", "no-such-draft");
  const { text, parameters, citations: cited } = earlier;
  const own = key === "" ? earlier.rule_key : key;
  return {
    ...fresh,
    key: own,
    rule_id: (await findTemplate(context, own, input.area))?.ruleId ?? null,
    text,
    parameters,
    citations: cited,
  };
}

async function chosenKey({ tx }: ActionContext, { area, rule }: InputOf<typeof beginDraft>): Promise<string | Refusal> {
  if (rule === undefined || rule === "") return "";
  const found = (await findRulesHere(tx, area)).find(({ id }) => id === rule);
  return found?.key ?? refuseField("/rule", "no-such-rule");
}

function textOf(
  template: Template | undefined,
  citations: NewDraft["citations"],
): Pick<NewDraft, "text" | "parameters" | "citations"> {
  if (template === undefined) return { text: "", parameters: {}, citations };
  return { text: composeText(splitText(template.text)), parameters: template.parameters, citations: template.citations };
}
