import type { ActionContext, Payload, Reaction, ReactionContext } from "#platform/capability.ts";
import { isWithin } from "#platform/actor.ts";
import { makeValidator } from "#platform/registry/validate.ts";
import { LINK_FORMAT, LinkMessage } from "../contract/link-message.ts";
import type { LinkAnswered, LinkOpened, LinkReceipt, LinkWithdrawn } from "../contract/link-message.ts";
import { findCase, visibilityOf } from "../store/find-case.ts";
import {
  findLink,
  findLinkWords,
  insertLink,
  lockLink,
  setLinkAnswered,
  setLinkCase,
  setLinkReceived,
  setLinkWithdrawn,
  type LinkRow,
} from "../store/links.ts";
import { insertEvent } from "../store/write-changes.ts";
import { advanceCase } from "./advance-case.ts";
import { endLinksOf, LINKS, type LinkKind } from "./links.ts";

const checked = makeValidator(LinkMessage);

/** Labels of a tenant's own grids: not part of an official division's path. */
const GRID = /\.g\d+$/;

/**
 * What goes from tenant to tenant. Each reaction runs in its own tenant's transaction and hands a message to the other tenant's, which
 * commits first. Killed in between, it is handed over again, and `receive` finds it done: by the link's id a case is opened once, an
 * answer taken once. The messages are those two deployments would send each other (`docs/linked-cases.md`); only the carrier differs.
 */
const linkSent: Reaction = async (context, payload) => {
  const link = await findLink(context.tx, idOf(payload), "out");
  if (link !== undefined) await deliverOpening(context, link);
};

const linkWithdrawn: Reaction = async (context, payload) => {
  const link = await findLink(context.tx, idOf(payload), "out");
  if (link === undefined) return;
  // Whichever arrives first: the opening goes before, so that nothing is opened after it was withdrawn.
  await deliverOpening(context, link);
  await hand(context, link, { ...(await envelope(context, link)), kind: "withdraw" });
};

const linkAnswered: Reaction = async (context, payload) => {
  const link = await findLink(context.tx, idOf(payload), "in");
  if (link === undefined) return;
  const words = await findLinkWords(context.tx, link.id, "in", "answer");
  await hand(context, link, { ...(await envelope(context, link)), kind: "answer", facts: link.answer ?? {}, words });
};

const caseEnded: Reaction = async (context, payload) =>
  await endLinksOf(context, String(payload["caseId"]), String(payload["outcome"]));

export const REACTIONS: Readonly<Record<string, Reaction>> = {
  "cases.link-sent": linkSent,
  "cases.link-withdrawn": linkWithdrawn,
  "cases.link-answered": linkAnswered,
  "cases.case-ended": caseEnded,
};

function idOf(payload: Payload): string {
  return String(payload["linkId"]);
}

async function deliverOpening(context: ReactionContext, link: LinkRow): Promise<void> {
  const receipt = await hand(context, link, {
    ...(await envelope(context, link)),
    kind: "open",
    relation: link.relation,
    area: link.division_path.replace(GRID, ""),
    dueAt: link.due_at?.toISOString() ?? null,
    facts: link.facts,
    words: await findLinkWords(context.tx, link.id, "out", "sent"),
  });
  await setLinkReceived(context.tx, link.id, receipt.case);
}

async function envelope({ tx, tenant, now }: ActionContext, link: LinkRow) {
  const own = link.case_id === null ? undefined : await findCase(tx, link.case_id);
  const from = { tenant: tenant.id, name: tenant.name, case: own?.number ?? "" };
  return { format: LINK_FORMAT, link: link.id, from, to: link.other_tenant, at: now.toISOString() } as const;
}

/** The carrier between tenants of one deployment. */
async function hand(context: ReactionContext, link: LinkRow, message: LinkMessage): Promise<LinkReceipt> {
  const receipt = await context.inTenant(link.other_tenant, "cases/receive-link", async (there) => await receive(there, message));
  if (receipt === undefined) throw new Error(`no tenant ${link.other_tenant} is here to take the link ${link.id}`);
  return receipt;
}

/** Takes a message from another tenant, in one transaction of this one. The same message again changes nothing. */
export async function receive(context: ActionContext, message: LinkMessage): Promise<LinkReceipt> {
  const errors = checked.errors(message);
  if (errors !== null) throw new Error(`a link's message is not of its form: ${JSON.stringify(errors)}`);
  if (message.to !== context.tenant.id) throw new Error(`the link ${message.link} is for another tenant`);
  switch (message.kind) {
    case "open":
      await receiveOpening(context, message);
      return await receiptOf(context, message.link, "in");
    case "answer":
      await receiveAnswer(context, message);
      return await receiptOf(context, message.link, "out");
    case "withdraw":
      await receiveWithdrawal(context, message);
      return await receiptOf(context, message.link, "in");
  }
}

async function receiptOf({ tx }: ActionContext, link: string, direction: "in" | "out"): Promise<LinkReceipt> {
  const found = await findLink(tx, link, direction);
  const row = found === undefined || found.case_id === null ? undefined : await findCase(tx, found.case_id);
  if (row === undefined) throw new Error(`the link ${link} has no case here`);
  return { link, case: row.number, state: row.state };
}

async function receiveOpening(context: ActionContext, message: LinkOpened): Promise<void> {
  const { tx, tenant } = context;
  const kind = kindOf(context, message.relation);
  const path = isWithin(message.area, tenant.rootPath) ? message.area : tenant.rootPath;
  const first = await insertLink(tx, {
    id: message.link,
    direction: "in",
    caseId: null,
    otherTenant: message.from.tenant,
    otherNumber: message.from.case,
    path,
    sentAt: new Date(message.at),
    relation: message.relation,
    dueAt: message.dueAt === null ? null : new Date(message.dueAt),
    facts: message.facts,
    words: message.words,
  });
  if (!first) return;
  const { caseId } = await kind.open(context, { ...message, area: path });
  await setLinkCase(tx, message.link, caseId);
}

async function receiveAnswer(context: ActionContext, message: LinkAnswered): Promise<void> {
  const link = await lockLink(context.tx, message.link, "out");
  if (link === undefined) throw new Error(`nothing was asked by the link ${message.link}`);
  assertFrom(link, message.from.tenant);
  if (link.answered_at !== null || link.withdrawn_at !== null) return;
  await setLinkAnswered(context.tx, link, message.facts, message.words);
  await setLinkReceived(context.tx, link.id, message.from.case);
  const row = link.case_id === null ? undefined : await findCase(context.tx, link.case_id);
  if (row === undefined) throw new Error(`the link ${link.id} belongs to no case`);
  const facts = { link: link.id, relation: link.relation };
  await insertEvent(context, row.id, visibilityOf(row), { kind: "link-answered", element: null, facts });
  await kindOf(context, link.relation).answered(context, link, message);
}

/** The linked case is over: nobody works on what nobody asks for. One that has ended meanwhile stays as it ended. */
async function receiveWithdrawal(context: ActionContext, message: LinkWithdrawn): Promise<void> {
  const link = await lockLink(context.tx, message.link, "in");
  if (link === undefined || link.case_id === null) throw new Error(`the link ${message.link} was not received`);
  assertFrom(link, message.from.tenant);
  if (link.answered_at !== null || link.withdrawn_at !== null) return;
  await setLinkWithdrawn(context.tx, link.id, "in");
  await advanceCase(context, link.case_id, { type: "withdraw", at: context.now.toISOString() });
}

/** Nobody answers or withdraws what was asked of, or by, somebody else. */
function assertFrom(link: LinkRow, tenantId: string): void {
  if (link.other_tenant !== tenantId) throw new Error(`the link ${link.id} is not with the tenant ${tenantId}`);
}

function kindOf(context: ActionContext, relation: string): LinkKind {
  const kind = context.offered.contributed.get(LINKS)?.get(relation);
  if (kind === undefined) throw new Error(`nobody here knows links of the relation ${relation}`);
  return kind as LinkKind;
}
