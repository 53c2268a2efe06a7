import type { Item, Marking, Undo } from "../marking/marking.ts";
import { cancelItem } from "./close.ts";
import { refuseNow } from "./handle-event.ts";
import { openActivity } from "./open.ts";
import { elementAt, type Run } from "./run.ts";

/** What must be remembered so that the work just completed can be taken back; undefined when it cannot. */
export function undoOf(run: Run, done: Item | undefined, firstNew: number): Undo | undefined {
  const element = done === undefined ? undefined : elementAt(run, done.at);
  if (done === undefined || element?.kind !== "work" || element.takeBack !== true || done.of !== undefined) return undefined;
  if (!run.undoable || run.ended !== undefined) return undefined;
  const items = run.items.filter((item) => item.id >= firstNew).map((item) => item.id);
  if (items.length === 0 && run.joined.length === 0) return undefined;
  return { task: done.id, at: done.at, in: done.in, items, joins: [...run.joined] };
}

/** Drops what can no longer be taken back because something that followed is gone. */
export function stillUndoable(run: Run, undos: readonly Undo[]): readonly Undo[] {
  return undos.filter((undo) => {
    const present = undo.items.every((id) => run.items.some((item) => item.id === id && (item.loop?.done ?? 0) === 0));
    return present && undo.joins.every((flow) => run.joins.some((join) => join.flow === flow && join.in === undo.in));
  });
}

/** Cancels what completing `task` had opened and opens the task again under a new number. */
export function takeBack(run: Run, marking: Marking, task: number): Undo {
  const undo = stillUndoable(run, marking.undo ?? []).find((candidate) => candidate.task === task);
  if (undo === undefined) return refuseNow("not-withdrawable", `Task ${task} cannot be taken back.`);
  for (const id of undo.items) cancelItem(run, id, "taken-back");
  for (const flow of undo.joins) {
    const index = run.joins.findIndex((join) => join.flow === flow && join.in === undo.in);
    const held = run.joins[index];
    if (held !== undefined) run.joins.splice(index, 1, ...(held.count > 1 ? [{ ...held, count: held.count - 1 }] : []));
  }
  const element = elementAt(run, undo.at);
  if (element.kind === "work") openActivity(run, undo.at, element, undo.in);
  return undo;
}
