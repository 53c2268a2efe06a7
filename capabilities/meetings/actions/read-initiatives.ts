import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { listInitiatives } from "../contract/list-initiatives.ts";
import { SIGNERS } from "../contract/initiative-views.ts";
import { readInitiative } from "../contract/read-initiative.ts";
import { judgeAsking } from "../domain/judge-asking.ts";
import { resolveRule } from "../domain/kinds.ts";
import { fits, placeOf } from "../domain/places.ts";
import { mayKeep, maySee } from "../policy.ts";
import {
  findInitiative,
  findOwnPath,
  findUnsigned,
  hasSigned,
  listInitiativeRows,
  type InitiativeRow,
} from "../store/initiatives.ts";
import { findMeetingsOf } from "../store/meetings.ts";
import { askingsOf, type Asking } from "./askings.ts";
import { givesRight, hasRight, ITEM } from "./initiatives.ts";
import { findKinds } from "./kinds-here.ts";
import { reasonView } from "./known.ts";
import { nameOf } from "./list-meetings.ts";

function initiativeView(row: InitiativeRow, today: string, askings: ReadonlyMap<string, Asking>) {
  const rule = resolveRule(row.decided_by, row.begun_on);
  const asked =
    row.roll_persons === null ? undefined : judgeAsking(row.decided_by, row.begun_on, row.signers, row.signed, row.roll_persons);
  return {
    id: row.id,
    kind: { value: row.kind, name: rule.name["zh-CN"], nameEn: rule.name.en },
    area: row.area,
    path: row.division_path,
    asks: row.asks,
    signers: row.signers,
    title: row.title,
    wording: row.wording,
    state: row.state,
    begunOn: row.begun_on,
    signed: row.signed,
    outOf: row.roll_persons,
    needed: asked?.needed ?? null,
    reasons: (asked?.reasons ?? []).map((reason) => reasonView(reason)),
    reachedOn: row.reached_on,
    dueOn: row.due_on,
    late: row.due_on !== null && (row.answered_on ?? today) > row.due_on,
    answeredOn: row.answered_on,
    meetingId: row.meeting_id,
    forMeeting: !askings.has(row.kind),
  };
}

export const listInitiativesBound = bind(listInitiatives, {
  policy: maySee,
  run: async (context, { area }) => {
    const { tx, tenant, actor, now } = context;
    const rows = await listInitiativeRows(tx, area ?? tenant.rootPath);
    const kinds = actor.personId === undefined ? [] : await kindsOf(context, actor.personId);
    return {
      initiatives: rows.map((row) => initiativeView(row, legalDay(now), askingsOf(context.offered))),
      kinds,
      may: kinds.length === 0 ? [] : ["start-initiative"],
    };
  },
});

/** Kinds whose rule gives somebody of the reader's place a right to ask. */
async function kindsOf(context: ActionContext, personId: string) {
  const { tx, now } = context;
  const path = placeOf((await findOwnPath(tx, personId)) ?? "");
  const found = path === undefined ? undefined : await findKinds(tx, path);
  const day = legalDay(now);
  const kinds = (found?.kinds ?? [])
    .filter((kind) => fits(kind, path ?? "") && SIGNERS.some((signers) => hasRight(kind, day, signers)))
    .flatMap((kind) => nameOf(kind, day).flatMap((named) => [named, itemOf(named)]));
  for (const [value, asking] of askingsOf(context.offered)) {
    const offered = path === undefined ? undefined : await asking.offer(context, path);
    if (offered !== undefined && SIGNERS.some((signers) => givesRight(offered.document, day, signers)))
      kinds.push({ value, name: asking.name, nameEn: asking.nameEn });
  }
  return kinds;
}

/** One item on the agenda, by the figure that asks for the whole meeting. */
function itemOf({ value, name, nameEn }: { readonly value: string; readonly name: string; readonly nameEn: string }) {
  return { value: `${ITEM}${value}`, name: `${name}：把一件事列入议题`, nameEn: `${nameEn}: an item on its agenda` };
}

export const readInitiativeBound = bind(readInitiative, {
  policy: maySee,
  subject: async ({ tx }, { id }) => await findInitiative(tx, id),
  run: async (context, { id }, row) => {
    const { tx, actor, now } = context;
    const keeper = mayKeep.can(actor, row);
    const ownSigned = actor.personId !== undefined && (await hasSigned(tx, id, actor.personId));
    const unsigned = keeper && row.state === "gathering" ? await findUnsigned(tx, row) : [];
    for (const one of unsigned) context.looked(one.id, "meetings.initiative");
    const meetings = keeper && row.state === "reached" ? await findMeetingsOf(tx, row) : [];
    const may = [
      ...(row.state === "gathering" && actor.personId !== undefined
        ? [ownSigned ? "withdraw-signature" : "sign-initiative"]
        : []),
      ...(unsigned.length > 0 ? ["enter-signatures"] : []),
      ...(meetings.length > 0 ? ["answer-initiative"] : []),
      ...(keeper && row.state === "reached" && !askingsOf(context.offered).has(row.kind) ? ["convene-meeting"] : []),
    ];
    return {
      initiative: initiativeView(row, legalDay(now), askingsOf(context.offered)),
      page: (await askingsOf(context.offered).get(row.kind)?.page(context, id)) ?? null,
      ownSigned,
      unsigned: unsigned.map((one) => ({ value: one.id, name: one.name })),
      meetings: meetings.map((one) => ({ value: one.id, name: one.title })),
      may,
    };
  },
});
