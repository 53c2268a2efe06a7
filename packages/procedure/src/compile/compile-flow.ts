import { findExpressionFault } from "../feel/expression.ts";
import { childOf, expressionOf, idOf, nameOf } from "../model/model.ts";
import { namesIn, refuseElement, type Draft, type DraftFlow, type DraftNode } from "./draft.ts";
import type { NetElement, NetFlow } from "../net/net.ts";

/** Compiles one sequence flow. Whether its condition belongs there is `checkDecisions`' question. */
export function compileFlow(draft: Draft, flow: DraftFlow): NetFlow {
  const source = draft.nodes[flow.from];
  const isDefault = source !== undefined && defaultOf(source) === idOf(flow.model);
  const name = nameOf(flow.model);
  const condition = isDefault ? undefined : conditionOf(draft, flow);
  return {
    id: flow.id,
    ...(name === undefined ? {} : { name }),
    from: flow.from,
    to: flow.to,
    ...(condition === undefined ? {} : { condition }),
    ...(isDefault ? { isDefault: true } : {}),
  };
}

function defaultOf(node: DraftNode): string | undefined {
  const flow = childOf(node.model, "default");
  return flow === undefined ? undefined : idOf(flow);
}

/** The FEEL text; other languages are refused by name. A leading `=` is how some tools mark FEEL. */
function conditionOf(draft: Draft, flow: DraftFlow): string | undefined {
  const text = expressionOf(flow.model, "conditionExpression");
  if (text === undefined) return undefined;
  const expression = childOf(flow.model, "conditionExpression");
  // Without xsi:type="tFormalExpression" the language is an attribute that the schema does not know.
  const stated = expression?.["language"] ?? expression?.$attrs?.["language"];
  const language = typeof stated === "string" ? stated : undefined;
  if (language !== undefined && language !== "" && !/feel/iu.test(language)) {
    refuseElement(draft, "condition-invalid", flow, `has a condition in the language ${language}, not in FEEL`);
    return undefined;
  }
  const condition = text.startsWith("=") ? text.slice(1).trim() : text;
  const fault = findExpressionFault(condition, namesIn(draft));
  if (fault === undefined) return condition;
  refuseElement(
    draft,
    "condition-invalid",
    flow,
    `has the condition «${condition.slice(0, 80)}», which cannot be used: ${fault}`,
  );
  return undefined;
}

/** A decision by data must always have a way out, and only decisions may have conditions. */
export function checkDecisions(draft: Draft, node: DraftNode, element: NetElement, flows: readonly NetFlow[]): void {
  const outgoing = element.outgoing.flatMap((index) => flows[index] ?? []);
  const conditional = outgoing.filter((flow) => flow.condition !== undefined);
  const fallback = outgoing.find((flow) => flow.isDefault === true);
  switch (element.kind) {
    case "exclusive":
    case "inclusive":
      if (outgoing.length < 2) break;
      if (fallback === undefined) refuseElement(draft, "default-missing", node, "has no default flow");
      for (const flow of outgoing) {
        if (flow.isDefault === true || flow.condition !== undefined) continue;
        if (expressionOf(modelOf(draft, flow), "conditionExpression") !== undefined) continue;
        refuseElement(draft, "condition-missing", { model: modelOf(draft, flow), id: flow.id }, "needs a condition");
      }
      break;
    case "work":
    case "scope":
    case "send":
      // BPMN lets an activity choose among its outgoing flows itself; without a plain one it needs a default.
      if (conditional.length > 0 && conditional.length === outgoing.length) {
        refuseElement(draft, "default-missing", node, "has conditions on all its outgoing flows and no default flow");
      }
      break;
    default:
      for (const flow of conditional) {
        refuseElement(
          draft,
          "condition-misplaced",
          { model: modelOf(draft, flow), id: flow.id },
          "has a condition where none is read",
        );
      }
  }
}

function modelOf(draft: Draft, flow: NetFlow) {
  const found = draft.flows.find((candidate) => candidate.id === flow.id);
  if (found === undefined) throw new Error(`flow ${flow.id} was compiled without a draft`);
  return found.model;
}

/** Alternatives of an event-based gateway: at least two, each an event to wait for, reached from here only. */
export function checkEventGateway(draft: Draft, node: DraftNode): void {
  const targets = node.outgoing.flatMap((index) => draft.nodes[draft.flows[index]?.to ?? -1] ?? []);
  if (targets.length < 2) refuseElement(draft, "gateway-invalid", node, "has fewer than two alternatives");
  for (const target of targets) {
    const waits = target.model.$type === "bpmn:IntermediateCatchEvent" || target.model.$type === "bpmn:ReceiveTask";
    if (waits && target.incoming.length === 1 && target.boundaries.length === 0) continue;
    refuseElement(
      draft,
      "gateway-invalid",
      target,
      "cannot follow an event-based gateway: it must wait and have no other way in",
    );
  }
}
