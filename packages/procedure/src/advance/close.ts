import type { Item } from "../marking/marking.ts";
import type { CancelReason } from "./effect.ts";
import { elementAt, type Run } from "./run.ts";

/** Removes an item that has done its part, and cancels what hangs on it. */
export function finishItem(run: Run, item: Item): void {
  cancelWhere(run, (candidate) => candidate.on === item.id || candidate.of === item.id || candidate.in === item.id, "completed");
  run.items = run.items.filter((candidate) => candidate.id !== item.id);
}

/** Cancels an item with everything on it and in it. */
export function cancelItem(run: Run, id: number, because: CancelReason): void {
  cancelWhere(run, (item) => item.id === id, because);
}

/** Cancels everything in a scope, tokens on the way included; 0: in the case. */
export function cancelScope(run: Run, scope: number, because: CancelReason): void {
  cancelWhere(run, (item) => item.in === scope, because);
  dropTokens(run, new Set([scope]));
}

/** Items lie in the order of their numbers and parents come first, so one pass finds whatever depends on a cancelled item. */
function cancelWhere(run: Run, isMeant: (item: Item) => boolean, because: CancelReason): void {
  const doomed = new Set<number>();
  const kept: Item[] = [];
  for (const item of run.items) {
    const depends = doomed.has(item.in) || doomed.has(item.on ?? 0) || doomed.has(item.of ?? 0);
    if (!depends && !isMeant(item)) {
      kept.push(item);
      continue;
    }
    doomed.add(item.id);
    emitCancel(run, item, because);
  }
  if (doomed.size === 0) return;
  run.items = kept;
  dropTokens(run, doomed);
}

function dropTokens(run: Run, scopes: ReadonlySet<number>): void {
  if (run.joins.some((join) => scopes.has(join.in))) run.joins = run.joins.filter((join) => !scopes.has(join.in));
  if (!run.queue.some((token) => scopes.has(token.in))) return;
  const kept = run.queue.filter((token) => !scopes.has(token.in));
  run.queue.length = 0;
  run.queue.push(...kept);
}

function emitCancel(run: Run, item: Item, because: CancelReason): void {
  const element = elementAt(run, item.at);
  if (item.loop !== undefined) return;
  if (element.kind === "work") {
    const type = element.work === "service" ? "cancel-service" : "cancel-task";
    run.effects.push({ type, task: item.id, element: element.id, because });
    return;
  }
  if (element.kind !== "catch" && element.kind !== "boundary") return;
  if (element.trigger.type === "timer") {
    run.effects.push({ type: "cancel-timer", timer: item.id, element: element.id, because });
  } else {
    run.effects.push({ type: "cancel-message", wait: item.id, element: element.id, because });
  }
}
