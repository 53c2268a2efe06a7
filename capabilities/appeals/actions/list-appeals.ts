import type { Policy } from "#platform/policy.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import type { OutputOf } from "#platform/contract.ts";
import { excerptOf, markWords } from "#platform/search/mark-words.ts";
import type { WordsQuery } from "#platform/search/words-query.ts";
import { openToken, sealToken } from "#platform/crypto/tokens.ts";
import { hasDuty } from "#platform/actor.ts";
import type { House } from "#platform/house.ts";
import { holderKeyOf } from "#platform/http/session-cookie.ts";
import { byTheDay, dueByTheDay } from "#platform/legal-day.ts";
import { everyone, signedIn } from "#platform/policy.ts";
import { isRefusal, refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { findReceiptsOf } from "./hold-sealed.ts";
import { PAGE_SIZE } from "../contract/appeal-views.ts";
import { listAppeals } from "../contract/list-appeals.ts";
import { listMyAppeals } from "../contract/list-my-appeals.ts";
import { listPublicAppeals } from "../contract/list-public-appeals.ts";
import { areasReadWhole, DUTIES, isReleased, isResident, mayReadAsStaff } from "../policy.ts";
import {
  COUNT_CAP,
  countAppeals,
  listAppealRows,
  type ListedRow,
  type ListFilter,
  type Position,
  type WordsFrom,
} from "../store/list-appeals.ts";
import { readWords } from "./read-words.ts";
import { rememberCount, rememberedCount } from "./remembered-counts.ts";
import { searchAppealRows, type RankedPosition } from "../store/search-appeals.ts";

const MAX_OWN = 200;

export const listAppealsBound = bind(listAppeals, {
  policy: signedIn,
  run: async (context, input) => {
    if (!DUTIES.some((duty) => hasDuty(context.actor, duty)))
      return refuse("forbidden", "not-allowed", { facts: { needs: mayReadAsStaff.says } });
    return await listPage(context, "own", mayReadAsStaff, input, input.after);
  },
});

export const listPublicAppealsBound = bind(listPublicAppeals, {
  policy: everyone,
  run: async (context, input) => {
    const page = await listPage(context, "release", isReleased, input, input.after);
    return isRefusal(page) ? page : { ...page, appeals: page.appeals.map(told) };
  },
});

export const listMyAppealsBound = bind(listMyAppeals, {
  policy: everyone,
  run: async (context) => {
    const { tx, actor } = context;
    const rows = [...(await listAppealRows(tx, "own", isResident.where(actor, "a"), {}, undefined, MAX_OWN))];
    // Each sealed one is opened by its own receipt, as the sealed store keeps it for its resident.
    for (const { receipt } of await findReceiptsOf(context)) {
      await context.holdReceipt(holderKeyOf(receipt));
      rows.push(...(await listAppealRows(tx, "own", isResident.where(context.actor, "a"), {}, undefined, MAX_OWN)));
    }
    const once = [...new Map(rows.map((row) => [row.id, row])).values()];
    return { appeals: once.toSorted((a, b) => b.raised_at.getTime() - a.raised_at.getTime()).map((row) => listed(row)) };
  },
});

type Page = OutputOf<typeof listAppeals>;
/** What is counted no further. */
const CAPPED = async () => await Promise.resolve({ count: COUNT_CAP, countIsCapped: true });

type Asked = ListFilter & { readonly q?: string | undefined };

async function listPage(
  context: ActionContext,
  words: WordsFrom,
  policy: Policy,
  { q, ...filter }: Asked,
  after: string | undefined,
): Promise<Page | Refusal> {
  const { tx, actor, house } = context;
  const position = after ? (openToken(house.keys.tokens, CURSOR, after, Date.now()) as At | undefined) : undefined;
  if (after && position === undefined) return refuseField("/after", "bad-cursor");
  const asked = readWords(q);
  if (asked === null) return { appeals: [], next: null, count: 0, countIsCapped: false, ranked: false };
  const visible = policy.where(actor, "a");
  const size = PAGE_SIZE + 1;
  const counted = { words, filter, tsquery: asked?.tsquery };
  const whole = areasReadWhole(actor);
  // Too many to be ranked a moment ago, too many now.
  const ranked = position === undefined || isRanked(position) ? { after: position } : undefined;
  const tooMany = rememberedCount(context, counted)?.countIsCapped === true;
  if (asked !== undefined && !(tooMany && ranked?.after === undefined)) {
    const { tsquery } = asked;
    const found = await searchAppealRows(tx, words, visible, { filter, tsquery, after: ranked?.after, size, whole });
    if (found === "too-many") await rememberCount(context, counted, CAPPED);
    else if (found !== undefined && ranked !== undefined)
      return { ...pageOf(house, found.rows, asked), count: found.count, countIsCapped: false, ranked: true };
  }
  const rows = await listAppealRows(tx, words, visible, filter, position, size, asked?.tsquery);
  const count = await rememberCount(context, counted, async () => await countAppeals(tx, words, visible, filter, asked?.tsquery));
  return { ...pageOf(house, rows, asked), ...count, ranked: false };
}

/** Where a page ended: at a moment, or, among ranked finds, at a rank. */
type At = Position | RankedPosition;

function isRanked(at: At): at is RankedPosition {
  return "rank" in at;
}

function pageOf(house: House, rows: readonly (ListedRow & { readonly rank?: number })[], asked: WordsQuery | undefined) {
  const last = rows.length > PAGE_SIZE ? rows[PAGE_SIZE - 1] : undefined;
  const next = last === undefined ? null : sealToken(house.keys.tokens, CURSOR, endOf(last));
  return { appeals: rows.slice(0, PAGE_SIZE).map((row) => ({ ...listed(row), ...foundIn(row, asked) })), next };
}

function endOf({ raised_at, id, rank }: ListedRow & { readonly rank?: number }) {
  const at = { raisedAt: raised_at.toISOString(), id };
  return rank === undefined ? at : { ...at, rank };
}

/** What was searched for, marked where it stands. */
function foundIn({ title, text }: ListedRow, asked: WordsQuery | undefined) {
  if (asked === undefined) return {};
  return { found: { title: [...markWords(title, asked.marks)], excerpt: [...excerptOf(text, asked.marks)] } };
}

const CURSOR = "appeals/list";

/** As strangers are told of it: by the day, under its number; its id would tell the hour it was raised. */
function told(row: Page["appeals"][number]): Page["appeals"][number] {
  const { number, raisedAt, dueAt } = row;
  return {
    ...row,
    id: number,
    raisedAt: byTheDay(new Date(raisedAt)),
    dueAt: dueAt === null ? null : dueByTheDay(new Date(dueAt)),
  };
}

function listed(row: ListedRow & { readonly rank?: number }): Page["appeals"][number] {
  const { raised_at, due_at, text: _text, rank: _rank, ...rest } = row;
  return { ...rest, raisedAt: raised_at.toISOString(), dueAt: due_at?.toISOString() ?? null };
}
