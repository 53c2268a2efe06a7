import type { ActionContext } from "#platform/capability.ts";
import { appendPublic, type RecordSource } from "#capabilities/record/index.ts";
import { insertRule, type RuleToEnact } from "../store/enact-rule.ts";
import { findOfficialVersions } from "../store/find-official.ts";

export const VERSION_KIND = "rules.version";

/** What was enacted goes on the record with the act, word for word as the tables have it. */
export async function putOnRecord(context: ActionContext, ruleId: string, version: number): Promise<void> {
  const subject = `${ruleId}/${version}`;
  const [made] = await findOfficialVersions(context.tx, { subjects: [subject] });
  if (made === undefined) throw new Error(`version ${subject} was not enacted`);
  appendPublic(context, { kind: VERSION_KIND, subject, content: made.content });
}

/** Enacts the first version of a rule outside any action. */
export async function enactRule(context: ActionContext, rule: RuleToEnact): Promise<void> {
  await insertRule(context.tx, rule);
  await putOnRecord(context, rule.id, 1);
}

export const VERSIONS_ON_RECORD: RecordSource = {
  name: "制度",
  nameEn: "Rule",
  current: async ({ tx }, which) => await findOfficialVersions(tx, which),
  page: (subject) => `rules/${subject.slice(0, subject.indexOf("/"))}`,
};
