import type { JsonValue } from "@gongzhi/merkle-log";
import { appendSealed, type RecordSource } from "#capabilities/record/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { emptyField, findRecorded, insertPublication, type PublicationKind } from "../store/publications.ts";
import type { ProposalRow } from "../store/proposals.ts";

type Content = Readonly<Record<string, JsonValue>>;

/** Words people wrote, in which a name may have slipped; figures, days and articles are never erased. */
const ERASABLE = ["title", "wording", "asked", "result", "why"];

/** Publishes in the transaction of the act: on its page, and on the record as its next version of that kind. */
export async function putOnRecord(
  context: ActionContext,
  proposal: Pick<ProposalRow, "number" | "division_path" | "title" | "organization" | "matter">,
  kind: PublicationKind,
  version: number,
  content: Content,
): Promise<void> {
  const { number, division_path: area, title, organization, matter } = proposal;
  const day = legalDay(context.now);
  const whole = { number, title, area, organization, matter, day, ...content };
  await insertPublication(context.tx, { number, kind, version, content: whole, published_on: day });
  const fields = Object.fromEntries(Object.entries(whole).map(([name, value]) => [name, { value, shown: true }]));
  appendSealed(context, { kind: `resolutions.${kind}`, subject: `${number}/${version}`, fields, area });
}

function sourceOf(kind: PublicationKind, name: string, nameEn: string): RecordSource {
  return {
    name,
    nameEn,
    current: async ({ tx }, which) => await findRecorded(tx, kind, which),
    erase: { fields: ERASABLE, run: async ({ tx }, subject, field) => await emptyField(tx, kind, subject, field) },
    page: (subject) => `resolutions/${subject.slice(0, subject.indexOf("/"))}`,
  };
}

export const ON_RECORD: Readonly<Record<string, RecordSource>> = {
  "resolutions.proposal": sourceOf("proposal", "提案", "Proposal"),
  "resolutions.resolution": sourceOf("resolution", "决议", "Resolution"),
  "resolutions.outcome": sourceOf("outcome", "决议的结果", "What came of a resolution"),
};
