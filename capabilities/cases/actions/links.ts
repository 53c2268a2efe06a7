import type { ActionContext } from "#platform/capability.ts";
import type { LinkAnswered, LinkFacts, LinkOpened, LinkWords } from "../contract/link-message.ts";
import { visibilityOf, type CaseRow } from "../store/find-case.ts";
import { findLinksOf, insertLink, lockLink, setLinkAnswered, setLinkWithdrawn, type LinkRow } from "../store/links.ts";
import { insertEvent } from "../store/write-changes.ts";

/** The point `cases.links`: under a relation's name, what each side does with it. */
export const LINKS = "cases.links";

export type LinkKind = {
  /** In the tenant asked, once: opens the linked case. */
  readonly open: (context: ActionContext, message: LinkOpened) => Promise<{ readonly caseId: string; readonly number: string }>;
  /** In the tenant that asked, once: takes the answer. */
  readonly answered: (context: ActionContext, link: LinkRow, answer: LinkAnswered) => Promise<void>;
};

export type LinkToSend = {
  readonly relation: string;
  readonly to: { readonly id: string };
  readonly dueAt: Date | null;
  readonly facts: LinkFacts;
  /** What the sender's rule lets go along, and nothing else. */
  readonly words: LinkWords;
};

/**
 * Sends work to another tenant, in the caller's transaction: the message leaves after the commit and opens a linked case there, once,
 * whatever is killed meanwhile (`deliver-links.ts`). @returns the link's id.
 */
export async function sendLink(context: ActionContext, row: CaseRow, toSend: LinkToSend): Promise<string> {
  const id = context.newId();
  await insertLink(context.tx, {
    id,
    direction: "out",
    caseId: row.id,
    otherTenant: toSend.to.id,
    otherNumber: null,
    path: row.division_path,
    sentAt: context.now,
    relation: toSend.relation,
    dueAt: toSend.dueAt,
    facts: toSend.facts,
    words: toSend.words,
  });
  const facts = { link: id, relation: toSend.relation };
  await insertEvent(context, row.id, visibilityOf(row), { kind: "link-sent", element: null, facts });
  context.emit("cases.link-sent", { linkId: id });
  return id;
}

/** Answers what another tenant asked, once: false when it was answered or withdrawn before. */
export async function answerLink(
  context: ActionContext,
  linkId: string,
  answer: { readonly facts: LinkFacts; readonly words: LinkWords },
): Promise<boolean> {
  const link = await lockLink(context.tx, linkId, "in");
  if (link === undefined || link.answered_at !== null || link.withdrawn_at !== null) return false;
  await setLinkAnswered(context.tx, link, answer.facts, answer.words);
  context.emit("cases.link-answered", { linkId });
  return true;
}

/** A case that ends asks nobody any more, and leaves nobody waiting: what it asked is withdrawn, what was asked of it is answered. */
export async function endLinksOf(context: ActionContext, caseId: string, outcome: string): Promise<void> {
  for (const { id, direction, answered_at: answered, withdrawn_at: withdrawn } of await findLinksOf(context.tx, caseId)) {
    if (answered !== null || withdrawn !== null) continue;
    if (direction === "in") await answerLink(context, id, { facts: { outcome }, words: {} });
    else await withdrawLink(context, id);
  }
}

async function withdrawLink(context: ActionContext, linkId: string): Promise<void> {
  const link = await lockLink(context.tx, linkId, "out");
  if (link === undefined || link.answered_at !== null || link.withdrawn_at !== null) return;
  await setLinkWithdrawn(context.tx, linkId, "out");
  context.emit("cases.link-withdrawn", { linkId });
}
