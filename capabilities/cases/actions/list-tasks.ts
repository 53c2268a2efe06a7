import { GENERIC_ACTION } from "@gongzhi/procedure";
import { bind, type ActionContext } from "#platform/capability.ts";
import type { OutputOf } from "#platform/contract.ts";
import { openToken, sealToken } from "#platform/crypto/tokens.ts";
import { dueAsOpened } from "#platform/legal-day.ts";
import { signedIn } from "#platform/policy.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { listTasks } from "../contract/list-tasks.ts";
import { PAGE_SIZE } from "../contract/task-views.ts";
import { dayEnds } from "../domain/day-ends.ts";
import { mayDoTask } from "../policy.ts";
import { COUNT_CAP, countTasks, findTaskChoices, listTaskRows } from "../store/list-tasks.ts";
import type { ListedTaskRow, TaskList, TaskPosition } from "../store/list-tasks.ts";
import { describeMatters, type DescribedMatter } from "./matters.ts";

const CURSOR = "cases/list-tasks";

export const listTasksBound = bind(listTasks, {
  policy: signedIn,
  run: async (context, input) => {
    const { tx, actor, house, now } = context;
    if (actor.posts.length === 0) return refuse("forbidden", "not-allowed", { facts: { needs: mayDoTask.says } });
    const after = input.cursor
      ? (openToken(house.keys.tokens, CURSOR, input.cursor, now.getTime()) as TaskPosition | undefined)
      : undefined;
    if (input.cursor && after === undefined) return refuseField("/cursor", "bad-cursor");
    const list: TaskList = {
      visible: mayDoTask.where(actor, "t"),
      posts: actor.posts.map(({ postId }) => postId),
      ends: dayEnds(now),
    };
    const rows = await listTaskRows(tx, list, input, after, PAGE_SIZE + 1);
    const last = rows.length > PAGE_SIZE ? rows[PAGE_SIZE - 1] : undefined;
    const shown = rows.slice(0, PAGE_SIZE);
    const matters = await describeMatters(context, shown);
    const choices = await findTaskChoices(tx, list);
    return {
      tasks: shown.map((row) => listed(context, row, matters.get(row.subject_id))),
      next: last === undefined ? null : sealToken(house.keys.tokens, CURSOR, positionOf(last)),
      counts: { ...(await countTasks(tx, list)), cap: COUNT_CAP },
      kinds: [...choices.kinds],
      units: [...choices.units],
    };
  },
});

function positionOf(row: ListedTaskRow) {
  return { dueAt: row.due_at?.toISOString() ?? null, id: row.id };
}

function listed(
  { actor }: ActionContext,
  row: ListedTaskRow,
  matter: DescribedMatter | undefined,
): OutputOf<typeof listTasks>["tasks"][number] {
  const ownPosts = actor.posts.filter((post) => post.throughPost === undefined);
  // A generic step is done on the case's own page; every other where its capability shows the matter.
  const path = row.action === GENERIC_ACTION ? undefined : matter?.path;
  return {
    id: row.id,
    caseNumber: row.case_number,
    kind: row.kind,
    title: matter?.title ?? row.case_number,
    path: path ?? `cases/${row.case_number}`,
    name: row.name,
    action: row.action,
    unit: row.unit,
    openedAt: row.opened_at.toISOString(),
    ...dueAsOpened(row.opened_at, row.due_at, row.hour_kept),
    provisional: row.provisional,
    extended: row.extended,
    takenBy: row.taken_by,
    mine: actor.posts.some(({ postId }) => postId === row.holder_post),
    standIn: !mayDoTask.can({ ...actor, posts: ownPosts }, row),
  };
}
