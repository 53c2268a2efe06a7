import { ELEMENTS_MAX, NESTING_MAX } from "../limits.ts";
import { childOf, contentsOf, describe, idOf, type ModelElement, textOf, typeOf } from "../model/model.ts";
import { refuse, RefusalSignal } from "../refusal.ts";
import { itemNameOf } from "./compile-loop.ts";
import { nodeOf, refuseElement, type Draft, type DraftNode } from "./draft.ts";

/** Gathers every flow node and sequence flow of a process, sub-processes and called processes in place. */
export function collectProcess(draft: Draft, process: ModelElement): void {
  const root = addNode(draft, process, "", 0);
  collectScope(draft, process, root, "", 0);
}

function addNode(draft: Draft, model: ModelElement, prefix: string, scope: number): DraftNode {
  const index = draft.nodes.length;
  const id = prefix + (idOf(model) ?? "");
  const node = { index, model, id, prefix, scope, incoming: [], outgoing: [], boundaries: [] };
  if (index + draft.flows.length >= ELEMENTS_MAX) {
    throw new RefusalSignal(refuse("too-many-elements", `The process has more than ${ELEMENTS_MAX} elements and flows.`));
  }
  if (idOf(model) === undefined) refuseElement(draft, "id-missing", node, "has no id");
  else if (draft.byId.has(id)) refuseElement(draft, "duplicate-id", node, "shares its id with another element");
  const loop = childOf(model, "loopCharacteristics");
  const item = loop === undefined ? undefined : itemNameOf(loop);
  if (item !== undefined) draft.itemNames.add(item);
  draft.nodes.push(node);
  draft.byId.set(id, node);
  return node;
}

/** Nodes first, then their flows, since a flow may lead to a node further down the file. */
function collectScope(draft: Draft, model: ModelElement, scope: DraftNode, prefix: string, depth: number): void {
  if (depth > NESTING_MAX) {
    const message = `The ${describe(scope.model)} lies more than ${NESTING_MAX} levels deep.`;
    throw new RefusalSignal(refuse("nesting-too-deep", message, { id: scope.id, name: textOf(scope.model, "name") }));
  }
  const { nodes, flows } = contentsOf(model);
  for (const child of nodes) {
    const node = addNode(draft, child, prefix, scope.index);
    if (typeOf(child) === "SubProcess") collectScope(draft, child, node, prefix, depth + 1);
    if (typeOf(child) === "CallActivity") {
      const callee = draft.callees.get(child);
      if (callee !== undefined) collectScope(draft, callee, node, `${node.id}/`, depth + 1);
    }
  }
  for (const flow of flows) addFlow(draft, flow, prefix, scope);
  for (const child of nodes) {
    if (typeOf(child) !== "BoundaryEvent") continue;
    const node = nodeOf(draft, prefix, child);
    const host = nodeOf(draft, prefix, childOf(child, "attachedToRef"));
    if (node !== undefined && host !== undefined && host.scope === scope.index) host.boundaries.push(node.index);
  }
}

function addFlow(draft: Draft, model: ModelElement, prefix: string, scope: DraftNode): void {
  const id = prefix + (idOf(model) ?? "");
  const from = nodeOf(draft, prefix, childOf(model, "sourceRef"));
  const to = nodeOf(draft, prefix, childOf(model, "targetRef"));
  if (from === undefined || to === undefined || from.scope !== scope.index || to.scope !== scope.index || to.index === 0) {
    refuseElement(draft, "flow-dangling", { model, id }, "does not connect two elements of the same level");
    return;
  }
  const index = draft.flows.length;
  if (index + draft.nodes.length >= ELEMENTS_MAX) {
    throw new RefusalSignal(refuse("too-many-elements", `The process has more than ${ELEMENTS_MAX} elements and flows.`));
  }
  draft.flows.push({ id, model, from: from.index, to: to.index });
  from.outgoing.push(index);
  to.incoming.push(index);
}
