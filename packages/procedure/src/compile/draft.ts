import { describe, idOf, nameOf, type ModelElement } from "../model/model.ts";
import { refuse, type Refusal, type RefusalCode } from "../refusal.ts";
import type { VariableDeclaration } from "../net/net.ts";

/** Processes that call activities run, by call activity; found before compiling, since finding them may need I/O. */
export type Callees = ReadonlyMap<ModelElement, ModelElement>;

/** One flow node of the net to be: its model and its place. */
export type DraftNode = {
  readonly index: number;
  readonly model: ModelElement;
  /** Id in the net: prefixed by the call activities it was compiled into. */
  readonly id: string;
  readonly prefix: string;
  readonly scope: number;
  readonly incoming: number[];
  readonly outgoing: number[];
  readonly boundaries: number[];
};

export type DraftFlow = {
  readonly id: string;
  readonly model: ModelElement;
  readonly from: number;
  readonly to: number;
};

/** What compiling knows so far. Refusals are gathered: the author sees all of them at once. */
export type Draft = {
  readonly nodes: DraftNode[];
  readonly flows: DraftFlow[];
  readonly byId: Map<string, DraftNode>;
  readonly callees: Callees;
  readonly variables: readonly VariableDeclaration[];
  /** Names under which multi-instance activities show an entry of their collection. */
  readonly itemNames: Set<string>;
  readonly refusals: Refusal[];
};

/** Names an expression may read: declared variables and those of multi-instance activities; empty when none are declared. */
export function namesIn(draft: Draft): readonly string[] {
  if (draft.variables.length === 0) return [];
  return [...draft.variables.map((variable) => variable.name), ...draft.itemNames, ...LOOP_NAMES];
}

/** Names that the instances of a multi-instance activity see besides the case's variables (BPMN 2.0, table 10.31). */
export const LOOP_NAMES = ["numberOfInstances", "numberOfActiveInstances", "numberOfCompletedInstances", "loopCounter"] as const;

/** Notes a refusal of one element and returns nothing in its place. `what` ends the sentence that begins with the element. */
export function refuseElement(
  draft: Draft,
  code: RefusalCode,
  node: { readonly model: ModelElement; readonly id: string },
  what: string,
): undefined {
  const name = nameOf(node.model);
  draft.refusals.push(refuse(code, `The ${describe(node.model)} ${what}.`, { id: node.id, name }));
  return undefined;
}

/** Where a reference of the model leads in the net. */
export function nodeOf(draft: Draft, prefix: string, model: ModelElement | undefined): DraftNode | undefined {
  const id = model === undefined ? undefined : idOf(model);
  return id === undefined ? undefined : draft.byId.get(prefix + id);
}
