import { bind } from "#platform/capability.ts";
import { isRefusal, refuseField } from "#platform/refusal.ts";
import { findAreas } from "#capabilities/divisions/index.ts";
import { enactRule } from "../contract/enact-rule.ts";
import { enactVersion } from "../contract/enact-version.ts";
import { maySteward } from "../policy.ts";
import { findRule } from "../store/list-rules.ts";
import { enactText, readFigures, refuseCourse } from "./enact-text.ts";

export const enactRuleBound = bind(enactRule, {
  policy: maySteward,
  duty: "rules.steward",
  subject: async (_, { area }) => ({ division_path: area }),
  run: async (context, input) => {
    const { tx, tenant, actor } = context;
    const { title, titleEn = "", key, level, area: path, text, citations, source, from } = input;
    if (!(await findAreas(tx, tenant.rootPath)).some(({ value }) => value === path)) return refuseField("/area", "no-such-area");
    const refused = await refuseCourse(context, { key, path, from });
    if (refused !== undefined) return refused;
    // A place's own rule begins with the one that holds there by the same key, and keeps its shape.
    const read = await readFigures(context, { key, path }, input.parameters, from);
    if (isRefusal(read)) return read;
    const made = { title, titleEn, key, level, path, text, citations, source, validFrom: from, enactedBy: actor.personId };
    const enacted = await enactText(context, { ...made, ...read });
    if (isRefusal(enacted)) return enacted;
    context.subject(`${enacted.ruleId}/1`);
    return { id: enacted.ruleId };
  },
});

export const enactVersionBound = bind(enactVersion, {
  policy: maySteward,
  duty: "rules.steward",
  subject: async ({ tx }, { ruleId }) => await findRule(tx, ruleId, "lock"),
  run: async (context, input, { id: ruleId, key, title, title_en: titleEn, level, division_path: path }) => {
    const { text, citations, source, from } = input;
    const refused = await refuseCourse(context, { key, path, ruleId, from });
    if (refused !== undefined) return refused;
    const read = await readFigures(context, { key, path, ruleId }, input.parameters, from);
    if (isRefusal(read)) return read;
    const made = { title, titleEn, key, level, path, text, citations, source, validFrom: from };
    const enacted = await enactText(context, { ...made, ...read, ruleId, enactedBy: context.actor.personId });
    if (isRefusal(enacted)) return enacted;
    context.subject(`${ruleId}/${enacted.version}`);
    return { version: enacted.version };
  },
});
