import type { Expression, SqlBool } from "kysely";
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
import { counts, rankings } from "./remembered.ts";
import { listRankedRows, rankAppeals, type Ranked, type Ranking } from "../store/search-appeals.ts";

const MAX_OWN = 200;

export const listAppealsBound = bind(listAppeals, {
  policy: signedIn,
  run: async (context, input) => {
    if (!DUTIES.some((duty) => hasDuty(context.actor, duty)))
      return refuse("forbidden", "not-allowed", { facts: { needs: mayReadAsStaff.says } });
    return await listPage(context, "own", mayReadAsStaff, input);
  },
});

export const listPublicAppealsBound = bind(listPublicAppeals, {
  policy: everyone,
  run: async (context, input) => {
    const page = await listPage(context, "release", isReleased, input);
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
const CAPPED = { count: COUNT_CAP, countIsCapped: true };
/** So many of the best finds are kept for a moment, for whoever reads on. */
const BEST = 10 * PAGE_SIZE + 1;

type Asked = ListFilter & { readonly q?: string | undefined; readonly after?: string | undefined };

async function listPage(
  context: ActionContext,
  words: WordsFrom,
  policy: Policy,
  { q, after, ...filter }: Asked,
): Promise<Page | Refusal> {
  const { tx, actor, house } = context;
  const position = after ? (openToken(house.keys.tokens, CURSOR, after, Date.now()) as At | undefined) : undefined;
  if (after && position === undefined) return refuseField("/after", "bad-cursor");
  const asked = readWords(q);
  if (asked === null) return { appeals: [], next: null, count: 0, countIsCapped: false, ranked: false };
  const visible = policy.where(actor, "a");
  const question = { words, filter, tsquery: asked?.tsquery };
  const ranking = asked && (await rankFinds(context, visible, { ...question, tsquery: asked.tsquery }, position));
  if (ranking !== undefined) {
    const here = ranking.best.slice(0, PAGE_SIZE);
    const rows = await listRankedRows(tx, words, visible, filter, here);
    return {
      ...pageOf(house, rows, asked, ranking.best.length > PAGE_SIZE ? here.at(-1) : undefined),
      count: ranking.count,
      countIsCapped: false,
      ranked: true,
    };
  }
  const since = position === undefined || isRanked(position) ? undefined : position;
  const rows = await listAppealRows(tx, words, visible, filter, since, PAGE_SIZE + 1, asked?.tsquery);
  const here = rows.slice(0, PAGE_SIZE);
  const count = await counts.get(context, question, async () => await countAppeals(tx, words, visible, filter, asked?.tsquery));
  const last = rows.length > PAGE_SIZE ? here.at(-1) : undefined;
  return {
    ...pageOf(house, here, asked, last && { raisedAt: last.raised_at.toISOString(), id: last.id }),
    ...count,
    ranked: false,
  };
}

type Question = { readonly words: WordsFrom; readonly filter: ListFilter; readonly tsquery: string };

/** @returns the best finds after the position, or undefined where they are shown by their time: too many, or begun so */
async function rankFinds(
  context: ActionContext,
  visible: Expression<SqlBool>,
  question: Question,
  position: At | undefined,
): Promise<Ranking | undefined> {
  const after = position !== undefined && isRanked(position) ? position : undefined;
  const kept = after === undefined ? rankings.claim(context, question) : rankings.peek(context, question);
  if (kept !== undefined && after === undefined) return position === undefined ? kept : undefined;
  const place = kept?.best.findIndex(({ id }) => id === after?.id) ?? -1;
  if (kept !== undefined && place >= 0 && place + PAGE_SIZE < kept.best.length - 1)
    return { ...kept, best: kept.best.slice(place + 1) };
  // Too many to be ranked a moment ago, too many now.
  if (after === undefined && counts.peek(context, question)?.countIsCapped === true) return undefined;
  const search = { ...question, after, size: after === undefined ? BEST : PAGE_SIZE + 1, whole: areasReadWhole(context.actor) };
  const found = await rankAppeals(context.tx, visible, search);
  if (found === "too-many") counts.keep(context, question, CAPPED);
  if (found === undefined || found === "too-many") return undefined;
  if (after === undefined) rankings.keep(context, question, found);
  return after === position ? found : undefined;
}

/** Where a page ended: at a moment, or, among ranked finds, at a rank. */
type At = Position | Ranked;

function isRanked(at: At): at is Ranked {
  return "rank" in at;
}

function pageOf(house: House, rows: readonly ListedRow[], asked: WordsQuery | undefined, last: At | undefined) {
  const next = last === undefined ? null : sealToken(house.keys.tokens, CURSOR, last);
  return { appeals: rows.map((row) => ({ ...listed(row), ...foundIn(row, asked) })), next };
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

function listed(row: ListedRow): Page["appeals"][number] {
  const { raised_at, due_at, text: _text, ...rest } = row;
  return { ...rest, raisedAt: raised_at.toISOString(), dueAt: due_at?.toISOString() ?? null };
}
