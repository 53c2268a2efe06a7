import { bind } from "#platform/capability.ts";
import { pgConstraint, Rollback } from "#platform/db/database.ts";
import { refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { findAreas } from "#capabilities/divisions/index.ts";
import { enactRule } from "../contract/enact-rule.ts";
import { enactVersion } from "../contract/enact-version.ts";
import { changeParameters, newParameters, type Json, type ParameterFault } from "../domain/parameters.ts";
import { maySteward } from "../policy.ts";
import { insertRule } from "../store/enact-rule.ts";
import { insertVersion, RULE_KEY_CONSTRAINT, VERSIONS_CONSTRAINT } from "../store/enact-version.ts";
import { findRuleAbove, findRuleInForce } from "../store/find-rule.ts";
import { findRule, findVersions } from "../store/list-rules.ts";
import { holdToCheck } from "./hold-to-check.ts";
import { putOnRecord } from "./put-on-record.ts";

export const enactRuleBound = bind(enactRule, {
  policy: maySteward,
  duty: "rules.steward",
  subject: async (_, { area }) => ({ division_path: area }),
  run: async (context, input) => {
    const { tx, tenant, actor } = context;
    if (!(await findAreas(tx, tenant.rootPath)).some(({ value }) => value === input.area))
      return refuseField("/area", "no-such-area");
    // A place's own rule begins with the one that holds there by the same key, and keeps its shape.
    const above = await findRuleInForce(tx, input.key, input.area);
    const made = above === undefined ? newParameters(input.parameters) : changeParameters(above.parameters, input.parameters);
    if ("code" in made) return refusalOf(made);
    const parameters = asRecord(made.parameters);
    const rule = { parameters, above: above?.parameters, from: input.from };
    const refused = holdToCheck(context, input.key, rule, input.parameters);
    if (refused !== undefined) return refused;
    const id = context.newId();
    const { title, titleEn = "", key, level, text, citations, source } = input;
    const toEnact = { id, title, titleEn, key, level, path: input.area, text, citations, source, validFrom: input.from };
    try {
      await insertRule(tx, { ...toEnact, parameters, enactedBy: actor.personId });
    } catch (error) {
      if (pgConstraint(error) !== RULE_KEY_CONSTRAINT) throw error;
      throw new Rollback(refuseField("/key", "rule-exists"));
    }
    await putOnRecord(context, id, 1);
    context.emit("rules.version-enacted", { ruleId: id, version: 1, from: input.from });
    context.subject(`${id}/1`);
    return { id };
  },
});

export const enactVersionBound = bind(enactVersion, {
  policy: maySteward,
  duty: "rules.steward",
  subject: async ({ tx }, { ruleId }) => await findRule(tx, ruleId, "lock"),
  run: async (context, input, rule) => {
    const { tx, actor } = context;
    const [newest] = await findVersions(tx, rule.id);
    if (newest === undefined) throw new Error("a rule without any version");
    const changed = changeParameters(newest.parameters, input.parameters);
    if ("code" in changed) return refusalOf(changed);
    const above = await findRuleAbove(tx, rule.key, rule.division_path);
    const toCheck = { parameters: asRecord(changed.parameters), above: above?.parameters, from: input.from };
    const refused = holdToCheck(context, rule.key, toCheck, input.parameters);
    if (refused !== undefined) return refused;
    const { text, citations, source } = input;
    const made = { ruleId: rule.id, text, citations, source, validFrom: input.from, enactedBy: actor.personId };
    try {
      const version = await insertVersion(tx, { ...made, parameters: changed.parameters });
      await putOnRecord(context, rule.id, version);
      context.emit("rules.version-enacted", { ruleId: rule.id, version, from: input.from });
      context.subject(`${rule.id}/${version}`);
      return { version };
    } catch (error) {
      if (pgConstraint(error) !== VERSIONS_CONSTRAINT) throw error;
      throw new Rollback(refuse("conflict", "versions-overlap", { facts: { version: newest.version, from: newest.valid_from } }));
    }
  },
});

function refusalOf({ index, code }: ParameterFault): Refusal {
  return refuseField(`/parameters/${index}/value`, code);
}

function asRecord(parameters: Json): Readonly<Record<string, unknown>> {
  return parameters as Readonly<Record<string, unknown>>;
}
