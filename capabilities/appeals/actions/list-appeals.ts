import type { Policy } from "#platform/policy.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import type { OutputOf } from "#platform/contract.ts";
import { openToken, sealToken } from "#platform/crypto/tokens.ts";
import { hasDuty } from "#platform/actor.ts";
import { byTheDay, dueByTheDay } from "#platform/legal-day.ts";
import { everyone, signedIn } from "#platform/policy.ts";
import { isRefusal, refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { PAGE_SIZE } from "../contract/appeal-views.ts";
import { listAppeals } from "../contract/list-appeals.ts";
import { listMyAppeals } from "../contract/list-my-appeals.ts";
import { listPublicAppeals } from "../contract/list-public-appeals.ts";
import { DUTIES, isReleased, isResident, mayReadAsStaff } from "../policy.ts";
import {
  countAppeals,
  listAppealRows,
  type ListedRow,
  type ListFilter,
  type Position,
  type WordsFrom,
} from "../store/list-appeals.ts";

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
  run: async ({ tx, actor }) => ({
    appeals: (await listAppealRows(tx, "own", isResident.where(actor, "a"), {}, undefined, MAX_OWN)).map(listed),
  }),
});

type Page = OutputOf<typeof listAppeals>;

async function listPage(
  context: ActionContext,
  words: WordsFrom,
  policy: Policy,
  filter: ListFilter,
  after: string | undefined,
): Promise<Page | Refusal> {
  const { tx, actor, house } = context;
  const position =
    after === undefined || after === ""
      ? undefined
      : (openToken(house.keys.tokens, CURSOR, after, Date.now()) as Position | undefined);
  if (after && position === undefined) return refuseField("/after", "bad-cursor");
  const visible = policy.where(actor, "a");
  const rows = await listAppealRows(tx, words, visible, filter, position, PAGE_SIZE + 1);
  const last = rows.length > PAGE_SIZE ? rows[PAGE_SIZE - 1] : undefined;
  const next =
    last === undefined ? null : sealToken(house.keys.tokens, CURSOR, { raisedAt: last.raised_at.toISOString(), id: last.id });
  return { appeals: rows.slice(0, PAGE_SIZE).map(listed), next, ...(await countAppeals(tx, words, visible, filter)) };
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
  const { raised_at, due_at, ...rest } = row;
  return { ...rest, raisedAt: raised_at.toISOString(), dueAt: due_at?.toISOString() ?? null };
}
