import type { ActionContext } from "#platform/capability.ts";

/** What a case is about, word for word, where a body decides on it: nothing is typed twice, and the meeting decides this text. */
export type CaseText = {
  readonly title: string;
  readonly wording: string;
  /** The kind of matter by the decision rules; null: none they name. */
  readonly matter: string | null;
  /** Decided one by one, each under its own number: then nothing is put to the vote under this one. */
  readonly parts?: readonly (Pick<CaseText, "title" | "wording" | "matter"> & { readonly number: string })[];
  /** The kinds of meetings that may decide it; left out, any that has the power. */
  readonly kinds?: readonly string[];
  /** By secret ballot alone. */
  readonly secret?: true;
  /** What the case was opened on (`cases.foundings`): it counts at its first step, though it was held before that began. */
  readonly founding?: string;
  /** Whose service it judges: voted on in the words 称职 and 不称职, and not counted by them. */
  readonly appraises?: string;
  /** Who has to preside. */
  readonly chair?: string;
  /** Where everybody reads of it, below the tenant. */
  readonly path: string;
};

/** A contribution to the point `cases.texts`, under the kind of its cases; undefined where the case is not one of them. */
export type CaseTextSource = (context: ActionContext, caseNumber: string) => Promise<CaseText | undefined>;

export const TEXTS = "cases.texts";

export async function findCaseText(context: ActionContext, caseNumber: string): Promise<CaseText | undefined> {
  for (const source of context.offered.contributed.get(TEXTS)?.values() ?? []) {
    const text = await (source as CaseTextSource)(context, caseNumber);
    if (text !== undefined) return text;
  }
  return undefined;
}
