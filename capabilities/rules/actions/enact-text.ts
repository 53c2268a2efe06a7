import type { ActionContext } from "#platform/capability.ts";
import { pgConstraint, Rollback } from "#platform/db/database.ts";
import { isRefusal, refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { changeParameters, newParameters, type Given, type Json } from "../domain/parameters.ts";
import { insertRule, type RuleToEnact } from "../store/enact-rule.ts";
import { insertVersion, RULE_KEY_CONSTRAINT, VERSIONS_CONSTRAINT } from "../store/enact-version.ts";
import { findRuleAbove, findRuleInForce, type Citation } from "../store/find-rule.ts";
import { findRuleOfKey, findVersions } from "../store/list-rules.ts";
import { holdToCheck } from "./hold-to-check.ts";
import { putOnRecord } from "./put-on-record.ts";

export type RulePlace = {
  readonly key: string;
  readonly path: string;
  /** Of the rule that gets another version; left out, it is new in its place. */
  readonly ruleId?: string | undefined;
};
type Parameters = Readonly<Record<string, unknown>>;

/**
 * Figures as they were given, put in the place of those that hold: of the version before, or of the rule round this place with the same
 * key. Checked by whoever reads the rule, and held to the floor above.
 * @returns the parameters that would be enacted, or the refusal at the figure that is wrong
 */
export async function readFigures(
  context: ActionContext,
  place: RulePlace,
  given: readonly Given[],
  from: string,
): Promise<{ readonly parameters: Parameters } | Refusal> {
  const { tx } = context;
  const before =
    place.ruleId === undefined ? await findRuleInForce(tx, place.key, place.path) : await newestOf(context, place.ruleId);
  const made = before === undefined ? newParameters(given) : changeParameters(before.parameters, given);
  if ("code" in made) return refuseField(`/parameters/${made.index}/value`, made.code);
  const parameters = made.parameters as Parameters & Json;
  return (await refuseFigures(context, place, { parameters, from }, given)) ?? { parameters };
}

/** Whether figures may be enacted in a place from a day on: what nobody could keep, or what loosens the law or the rule above, may not. */
export async function refuseFigures(
  context: ActionContext,
  { key, path }: Pick<RulePlace, "key" | "path">,
  { parameters, from }: { readonly parameters: Parameters; readonly from: string },
  given: readonly Given[] = [],
): Promise<Refusal | undefined> {
  const above = await findRuleAbove(context.tx, key, path);
  return holdToCheck(context, key, { parameters, above: above?.parameters, from }, given);
}

async function newestOf({ tx }: ActionContext, ruleId: string) {
  const [newest] = await findVersions(tx, ruleId);
  if (newest === undefined) throw new Error("a rule without any version");
  return newest;
}

export type TextToEnact = Omit<RuleToEnact, "id" | "parameters"> & {
  readonly ruleId?: string | undefined;
  readonly parameters: Parameters;
};

/** Enacts a text whose figures were read and checked: the first version of a rule, or its next; on the record with the act. */
export async function enactText(
  context: ActionContext,
  { ruleId, ...toEnact }: TextToEnact,
): Promise<{ readonly ruleId: string; readonly version: number } | Refusal> {
  const id = ruleId ?? context.newId();
  const version = ruleId === undefined ? await first(context, { ...toEnact, id }) : await next(context, ruleId, toEnact);
  if (isRefusal(version)) return version;
  await putOnRecord(context, id, version);
  context.emit("rules.version-enacted", { ruleId: id, version, from: toEnact.validFrom });
  return { ruleId: id, version };
}

async function first({ tx }: ActionContext, rule: RuleToEnact): Promise<number> {
  try {
    await insertRule(tx, rule);
    return 1;
  } catch (error) {
    if (pgConstraint(error) !== RULE_KEY_CONSTRAINT) throw error;
    throw new Rollback(refuseField("/key", "rule-exists"));
  }
}

async function next(context: ActionContext, ruleId: string, text: Omit<TextToEnact, "ruleId">): Promise<number> {
  const newest = await newestOf(context, ruleId);
  const { validFrom, enactedBy } = text;
  try {
    return await insertVersion(context.tx, { ...text, ruleId, validFrom, enactedBy });
  } catch (error) {
    if (pgConstraint(error) !== VERSIONS_CONSTRAINT) throw error;
    throw new Rollback(refuse("conflict", "versions-overlap", { facts: { version: newest.version, from: newest.valid_from } }));
  }
}

export type Template = {
  /** Of a rule of this very place, which would get another version. */
  readonly ruleId: string | undefined;
  readonly title: string;
  readonly version: number;
  readonly from: string;
  readonly text: string;
  readonly parameters: Parameters;
  readonly citations: readonly Citation[];
};

/** What a new text for a place begins with: the newest version of its own rule with this key, or the one that holds round it. */
export async function findTemplate({ tx }: ActionContext, key: string, path: string): Promise<Template | undefined> {
  const rule = await findRuleOfKey(tx, key, path);
  if (rule === undefined) return undefined;
  const versions = await findVersions(tx, rule.id);
  const [newest] = versions;
  if (newest === undefined) return undefined;
  const { version, valid_from: from, text, citations } = newest;
  return {
    ruleId: rule.division_path === path ? rule.id : undefined,
    title: rule.title,
    version,
    from,
    text,
    parameters: newest.parameters as Parameters,
    citations,
  };
}

/**
 * What a capability contributes to the point `rules.courses`: rules it alone takes to force, by steps of their own. Whoever enacts one
 * by hand is refused with the article.
 */
export type RuleCourse = (context: ActionContext, rule: RulePlace & { readonly from: string }) => Promise<Refusal | undefined>;

export const COURSES = "rules.courses";

export async function refuseCourse(
  context: ActionContext,
  rule: RulePlace & { readonly from: string },
): Promise<Refusal | undefined> {
  for (const course of context.offered.contributed.get(COURSES)?.values() ?? []) {
    const refused = await (course as RuleCourse)(context, rule);
    if (refused !== undefined) return refused;
  }
  return undefined;
}
