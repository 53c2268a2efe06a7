import { sendLink, type CaseRow, type OtherTenant } from "#capabilities/cases/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { hasStopped } from "#platform/personal-data/uses.ts";
import { UPWARD_PURPOSE } from "../store/uses.ts";
import type { AppealRow } from "../store/appeal-row.ts";
import { findWords } from "../store/appeal-row.ts";
import { findNames } from "../store/find-details.ts";
import { readRule } from "./read-rules.ts";

type Facts = Parameters<typeof sendLink>[2]["facts"];
type Words = Readonly<Record<string, string>>;

export type Upward = {
  readonly relation: "appeals.dispute" | "appeals.whistle";
  readonly to: OtherTenant;
  readonly dueAt: Date;
  readonly facts: Facts;
  readonly words: Words;
};

/**
 * Sends a question about an appeal one level up. The facts of the appeal go along, never who raised it; of the words only those that the
 * rule `appeals.upward` names for the relation, and none of the resident’s where their objection to it was agreed to.
 */
export async function askUpward(context: ActionContext, appeal: AppealRow, row: CaseRow, asked: Upward): Promise<string> {
  const { parameters } = await readRule(context.tx, "appeals.upward", appeal.division_path);
  const carries = (parameters as { readonly carries?: Readonly<Record<string, readonly string[]>> }).carries;
  const allowed = new Set(carries?.[asked.relation.slice(asked.relation.indexOf(".") + 1)] ?? []);
  const stopped = await hasStopped(context.tx, UPWARD_PURPOSE, appeal.owner_person);
  const own = stopped ? undefined : await findWords(context.tx, appeal.id);
  const words = { title: own?.title ?? "", text: own?.text ?? "", place: own?.place ?? "", ...asked.words };
  const names = await findNames(context.tx, appeal);
  return await sendLink(context, row, {
    relation: asked.relation,
    to: asked.to,
    dueAt: asked.dueAt,
    facts: {
      matter: appeal.matter_code ?? "",
      matterName: names.matter,
      tier: appeal.tier ?? "",
      unit: appeal.lead_organization ?? "",
      unitName: names.unit,
      raisedAt: appeal.raised_at.toISOString(),
      ...asked.facts,
    },
    words: Object.fromEntries(Object.entries(words).filter(([name, text]) => allowed.has(name) && text !== "")),
  });
}
