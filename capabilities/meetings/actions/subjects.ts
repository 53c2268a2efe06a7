import type { ActionContext } from "#platform/capability.ts";

/** What is put before a meeting on a case: word for word, so that nothing is typed twice and the meeting decides this text. */
export type MeetingSubject = {
  readonly title: string;
  readonly wording: string;
  /** The kind of matter by the decision rules; null: nothing special. */
  readonly matter: string | null;
};

/** A contribution to the point `meetings.subjects`: what a case of its own is about; undefined where it is not one of its own. */
export type SubjectSource = (context: ActionContext, caseNumber: string) => Promise<MeetingSubject | undefined>;

export const SUBJECTS = "meetings.subjects";

export async function findSubject(context: ActionContext, caseNumber: string): Promise<MeetingSubject | undefined> {
  for (const source of context.offered.contributed.get(SUBJECTS)?.values() ?? []) {
    const subject = await (source as SubjectSource)(context, caseNumber);
    if (subject !== undefined) return subject;
  }
  return undefined;
}
