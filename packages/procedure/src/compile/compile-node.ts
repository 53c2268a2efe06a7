import { childOf, childrenOf, idOf, type ModelElement, nameOf, textOf, typeOf } from "../model/model.ts";
import { compileLoop } from "./compile-loop.ts";
import { compileDefinition, compileMessage } from "./compile-trigger.ts";
import { defined } from "./defined.ts";
import { nodeOf, refuseElement, type Draft, type DraftNode } from "./draft.ts";
import { GENERIC_ACTION, type BoundaryElement, type NetElement, type ScopeElement, type WorkElement } from "../net/net.ts";

/** Compiles one flow node; undefined when it was refused. */
export function compileNode(draft: Draft, node: DraftNode): NetElement | undefined {
  if (node.model["isForCompensation"] === true) {
    return refuseElement(draft, "element-unsupported", node, "is for compensation, which is not supported");
  }
  switch (typeOf(node.model)) {
    case "Process":
      return compileScope(draft, node, "process");
    case "SubProcess":
      return compileSubProcess(draft, node);
    case "CallActivity":
      return compileCall(draft, node);
    case "StartEvent":
      return compileStart(draft, node);
    case "EndEvent":
      return compileEnd(draft, node);
    case "IntermediateCatchEvent":
      return compileCatch(draft, node);
    case "IntermediateThrowEvent":
      return compileThrow(draft, node);
    case "BoundaryEvent":
      return compileBoundary(draft, node);
    case "UserTask":
      return compileWork(draft, node, "user");
    case "ManualTask":
      return compileWork(draft, node, "manual");
    case "Task":
      return compileWork(draft, node, "task");
    case "ServiceTask":
      return compileWork(draft, node, "service");
    case "SendTask":
      refuseLoop(draft, node);
      return { ...baseOf(node), kind: "send", message: sentBy(node, childOf(node.model, "messageRef")) };
    case "ReceiveTask":
      return compileReceive(draft, node);
    default:
      return compileGateway(draft, node);
  }
}

/** What every element has. */
function baseOf(node: DraftNode) {
  const name = nameOf(node.model);
  const { id, scope, incoming, outgoing } = node;
  return { id, ...(name === undefined ? {} : { name }), scope, incoming, outgoing };
}

function compileScope(draft: Draft, node: DraftNode, of: ScopeElement["of"]): ScopeElement {
  const starts = draft.nodes.filter((child) => child.scope === node.index && child.model.$type === "bpmn:StartEvent");
  if (starts.length === 0) refuseElement(draft, "start-missing", node, "has no start event");
  const inner = node.index !== 0;
  if (inner && starts.length > 1) refuseElement(draft, "start-ambiguous", node, "has several start events");
  const loop = inner ? compileLoop(draft, node) : undefined;
  const called = of === "call" ? textOf(node.model, "calledElement") : undefined;
  const indexes = starts.map((start) => start.index);
  return { ...baseOf(node), kind: "scope", of, starts: indexes, boundaries: node.boundaries, ...defined({ loop, called }) };
}

function compileSubProcess(draft: Draft, node: DraftNode): NetElement | undefined {
  if (node.model["triggeredByEvent"] === true) {
    return refuseElement(
      draft,
      "element-unsupported",
      node,
      "is an event sub-process, which is not supported; use a boundary event",
    );
  }
  return compileScope(draft, node, "sub-process");
}

function compileCall(draft: Draft, node: DraftNode): NetElement | undefined {
  if (draft.callees.has(node.model)) return compileScope(draft, node, "call");
  const called = textOf(node.model, "calledElement");
  refuseElement(draft, "callee-missing", node, called === undefined ? "calls nothing" : `calls «${called}», which was not found`);
  return undefined;
}

function compileStart(draft: Draft, node: DraftNode): NetElement | undefined {
  const definition = compileDefinition(draft, node);
  if (definition.type === "none") return { ...baseOf(node), kind: "start" };
  const outer = node.scope === 0;
  if (outer && (definition.type === "message" || definition.type === "timer")) {
    return { ...baseOf(node), kind: "start", trigger: definition };
  }
  if (definition.type !== "refused") {
    const what = outer
      ? `cannot start on a ${definition.type} event`
      : "must be a plain start event: a sub-process starts when it is reached";
    refuseElement(draft, "element-unsupported", node, what);
  }
  return undefined;
}

/** The message of a throwing event, which unlike a catching one may go without a name. */
function thrownMessage(node: DraftNode): string | undefined {
  const [definition] = childrenOf(node.model, "eventDefinitions");
  return definition?.$type === "bpmn:MessageEventDefinition" ? sentBy(node, childOf(definition, "messageRef")) : undefined;
}

function compileEnd(draft: Draft, node: DraftNode): NetElement | undefined {
  const sent = thrownMessage(node);
  if (sent !== undefined) return { ...baseOf(node), kind: "end", result: "message", subject: sent };
  const definition = compileDefinition(draft, node);
  switch (definition.type) {
    case "none":
    case "terminate":
      return { ...baseOf(node), kind: "end", result: definition.type };
    case "message":
      return { ...baseOf(node), kind: "end", result: "message", subject: definition.message };
    case "error":
      return { ...baseOf(node), kind: "end", result: "error", subject: definition.code ?? "error" };
    case "timer":
      refuseElement(draft, "element-unsupported", node, "cannot end on a timer");
      return undefined;
    case "refused":
      return undefined;
  }
}

function compileCatch(draft: Draft, node: DraftNode): NetElement | undefined {
  const definition = compileDefinition(draft, node);
  if (definition.type === "message" || definition.type === "timer") {
    return { ...baseOf(node), kind: "catch", trigger: definition, boundaries: [] };
  }
  if (definition.type !== "refused") refuseElement(draft, "element-unsupported", node, "waits for neither a timer nor a message");
  return undefined;
}

function compileThrow(draft: Draft, node: DraftNode): NetElement | undefined {
  const sent = thrownMessage(node);
  if (sent !== undefined) return { ...baseOf(node), kind: "send", message: sent };
  const definition = compileDefinition(draft, node);
  if (definition.type === "none") return { ...baseOf(node), kind: "pass" };
  if (definition.type !== "refused") refuseElement(draft, "element-unsupported", node, `cannot throw a ${definition.type} event`);
  return undefined;
}

/** Activities that wait, and so may be interrupted. */
const INTERRUPTIBLE: ReadonlySet<string> = new Set(
  "Task UserTask ManualTask ServiceTask ReceiveTask SubProcess CallActivity".split(" "),
);

function compileBoundary(draft: Draft, node: DraftNode): BoundaryElement | undefined {
  const definition = compileDefinition(draft, node);
  if (definition.type === "refused") return undefined;
  const host = nodeOf(draft, node.prefix, childOf(node.model, "attachedToRef"));
  if (host === undefined || host.scope !== node.scope || !INTERRUPTIBLE.has(typeOf(host.model))) {
    return refuseElement(draft, "boundary-invalid", node, "is not attached to an activity that waits");
  }
  if (definition.type === "none" || definition.type === "terminate") {
    return refuseElement(draft, "boundary-invalid", node, "is neither a timer nor a message nor an error event");
  }
  if (node.incoming.length > 0) {
    return refuseElement(draft, "boundary-invalid", node, "has an incoming flow");
  }
  const interrupting = node.model["cancelActivity"] !== false || definition.type === "error";
  return { ...baseOf(node), kind: "boundary", on: host.index, interrupting, trigger: definition };
}

function compileReceive(draft: Draft, node: DraftNode): NetElement | undefined {
  refuseLoop(draft, node);
  if (node.model["instantiate"] === true) {
    return refuseElement(draft, "element-unsupported", node, "starts the process; use a start event");
  }
  const trigger = compileMessage(draft, node, childOf(node.model, "messageRef"));
  return trigger.type === "message" ? { ...baseOf(node), kind: "catch", trigger, boundaries: node.boundaries } : undefined;
}

/** The message that is sent: by name or id, or called after the element that sends it where the file names none. */
function sentBy(node: DraftNode, message: ModelElement | undefined): string {
  return message === undefined ? node.id : (nameOf(message) ?? idOf(message) ?? node.id);
}

function refuseLoop(draft: Draft, node: DraftNode): void {
  if (childOf(node.model, "loopCharacteristics") === undefined) return;
  refuseElement(draft, "element-unsupported", node, "cannot be repeated; put it into a sub-process that is");
}

/** What names something the caller knows. A gate is asked about what follows its colon. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._:#/,-]{0,199}$/u;

function compileWork(draft: Draft, node: DraftNode, work: WorkElement["work"]): WorkElement {
  const stated = textOf(node.model, "action")?.trim();
  const operation = work === "service" ? (stated ?? operationOf(node)) : stated;
  const [post, deadline, form] = ["post", "deadline", "form"].map((property) => textOf(node.model, property)?.trim());
  const gates = textOf(node.model, "gates")?.split(/\s+/u).filter(Boolean);
  const named = { action: [operation], post: [post], deadline: [deadline], form: [form], gates: gates ?? [] };
  for (const [attribute, value] of Object.entries(named).flatMap(([name, values]) => values.map((one) => [name, one] as const))) {
    if (value === undefined || NAME.test(value)) continue;
    refuseElement(draft, "attribute-invalid", node, `has «${value.slice(0, 80)}» as ${attribute}, which is no name`);
  }
  return {
    ...baseOf(node),
    kind: "work",
    work,
    action: operation ?? (work === "service" ? node.id : GENERIC_ACTION),
    bound: operation !== undefined,
    boundaries: node.boundaries,
    ...(node.model["reopen"] === true && node.scope === 0 ? { reopen: true } : {}),
    ...(node.model["takeBack"] === true ? { takeBack: true } : {}),
    ...defined({ post, deadline, form, gates, loop: compileLoop(draft, node) }),
  };
}

/** The operation of a service task without gongzhi:action, by name. */
function operationOf(node: DraftNode): string | undefined {
  const operation = childOf(node.model, "operationRef");
  return operation === undefined ? undefined : (nameOf(operation)?.replace(/\s+/gu, "-") ?? textOf(operation, "id"));
}

function compileGateway(draft: Draft, node: DraftNode): NetElement | undefined {
  switch (typeOf(node.model)) {
    case "ExclusiveGateway":
      return { ...baseOf(node), kind: "exclusive" };
    case "ParallelGateway":
      return { ...baseOf(node), kind: "parallel" };
    case "InclusiveGateway":
      return { ...baseOf(node), kind: "inclusive" };
    case "EventBasedGateway":
      if (node.model["instantiate"] === true) {
        return refuseElement(draft, "element-unsupported", node, "starts the process, which is not supported");
      }
      return { ...baseOf(node), kind: "event-gateway" };
    default:
      return refuseElement(draft, "element-unsupported", node, "is not supported");
  }
}
