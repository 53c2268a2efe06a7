import { diagramSvg, type Net } from "@gongzhi/procedure";
import { bind } from "#platform/capability.ts";
import type { OutputOf } from "#platform/contract.ts";
import { findRuleInForce, type RuleVersion } from "#capabilities/rules/index.ts";
import { readProcedureFile } from "../contract/read-procedure-file.ts";
import { readProcedure } from "../contract/read-procedure.ts";
import { describeSteps } from "../domain/describe-steps.ts";
import { isOwn } from "../domain/own-procedure.ts";
import { mayEnactProcedure, mayReadProcedure } from "../policy.ts";
import { findProcedure, findVersions } from "../store/find-procedure.ts";
import { countPostsByDuty } from "../store/find-posts.ts";
import { versionViews } from "./list-procedures.ts";

export const readProcedureBound = bind(readProcedure, {
  policy: mayReadProcedure,
  subject: async ({ tx }, { key, version }) => (await findVersions(tx, key)).find((row) => row.version === version),
  run: async (context, { key, version }, row) => {
    const { tx, tenant } = context;
    const { net, definitions } = await findProcedure(tx, key, version);
    const rule = await findRuleInForce(tx, row.rule_key, tenant.rootPath);
    const versions = await versionViews(context, await findVersions(tx, key));
    const inForce = versions.some((one) => one.version === version && one.state === "in-force");
    return {
      mayEdit: versions[0]?.version === version && mayEnactProcedure.can(context.actor, { division_path: tenant.rootPath }),
      mayBegin: isOwn(key) && inForce && context.actor.posts.length > 0,
      key,
      version,
      title: row.title,
      titleEn: row.title_en,
      svg: diagramSvg(definitions, { taken: [], present: [], title: row.title, id: "procedure" }),
      steps: stepViews(net, rule, await countPostsByDuty(tx)),
      rule: ruleView(rule),
      states: row.states,
      tried: row.tried,
      enactedAt: row.enacted_at.toISOString(),
      enactedBy: row.enacted_by,
      versions,
    };
  },
});

export const readProcedureFileBound = bind(readProcedureFile, {
  policy: mayReadProcedure,
  subject: async ({ tx }, { key, version }) => (await findVersions(tx, key)).find((row) => row.version === version),
  run: async ({ tx }, { key, version }) => {
    const { bpmn, forms } = await findProcedure(tx, key, version);
    return { fileName: `${key}-${version}.bpmn`, bpmn, forms: { ...forms } };
  },
});

type View = OutputOf<typeof readProcedure>;

export function stepViews(net: Net, rule: RuleVersion | undefined, posts: ReadonlyMap<string, number>): View["steps"] {
  return describeSteps(net, { parameters: rule?.parameters ?? {}, posts }).map(({ timers, deadline, ...step }) => ({
    ...step,
    deadline: deadline === null ? null : { ...deadline, spans: [...deadline.spans] },
    timers: timers.map((timer) => ({ name: timer.name, deadline: { ...timer.deadline, spans: [...timer.deadline.spans] } })),
  }));
}

export function ruleView(rule: RuleVersion | undefined): View["rule"] {
  return rule === undefined ? null : { id: rule.rule_id, title: rule.title, version: rule.version };
}
