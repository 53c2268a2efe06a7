import { findExpressionFault } from "../feel/expression.ts";
import { childOf, childrenOf, expressionOf, idOf, type ModelElement, nameOf, textOf } from "../model/model.ts";
import { namesIn, refuseElement, type Draft, type DraftNode } from "./draft.ts";
import { isTimerValue } from "../net/timer-value.ts";
import type { ErrorTrigger, MessageTrigger, TimerSpec, TimerTrigger } from "../net/net.ts";

export type Definition =
  | MessageTrigger
  | TimerTrigger
  | ErrorTrigger
  | { readonly type: "none" }
  | { readonly type: "terminate" }
  | { readonly type: "refused" };

/** The one event definition of an event. What is not supported is refused by its own name. */
export function compileDefinition(draft: Draft, node: DraftNode): Definition {
  const definitions = [...childrenOf(node.model, "eventDefinitions"), ...childrenOf(node.model, "eventDefinitionRef")];
  const [definition, second] = definitions;
  if (definition === undefined) return { type: "none" };
  if (second !== undefined) {
    refuseElement(draft, "element-unsupported", node, "has several event definitions");
    return { type: "refused" };
  }
  switch (definition.$type) {
    case "bpmn:MessageEventDefinition":
      return compileMessage(draft, node, childOf(definition, "messageRef"));
    case "bpmn:TimerEventDefinition":
      return compileTimer(draft, node, definition);
    case "bpmn:ErrorEventDefinition": {
      const error = childOf(definition, "errorRef");
      const code = error === undefined ? undefined : (textOf(error, "errorCode") ?? nameOf(error) ?? idOf(error));
      return { type: "error", ...(code === undefined ? {} : { code }) };
    }
    case "bpmn:TerminateEventDefinition":
      return { type: "terminate" };
    default: {
      const word = definition.$type.replace(/^bpmn:(.+)EventDefinition$/u, "$1").toLowerCase();
      refuseElement(draft, "element-unsupported", node, `has the event type ${word}, which is not supported`);
      return { type: "refused" };
    }
  }
}

/** A message by its name, or by its id where it has no name. */
export function compileMessage(
  draft: Draft,
  node: DraftNode,
  message: ModelElement | undefined,
): Definition & { type: "message" | "refused" } {
  const name = message === undefined ? undefined : (nameOf(message) ?? idOf(message));
  if (name !== undefined) return { type: "message", message: name };
  refuseElement(draft, "message-unnamed", node, "refers to no message");
  return { type: "refused" };
}

function compileTimer(draft: Draft, node: DraftNode, definition: ModelElement): Definition {
  const stated: { readonly kind: TimerSpec["kind"]; readonly value: string | undefined }[] = [
    { kind: "date", value: expressionOf(definition, "timeDate") },
    { kind: "duration", value: expressionOf(definition, "timeDuration") },
    { kind: "cycle", value: expressionOf(definition, "timeCycle") },
    { kind: "workingDays", value: textOf(definition, "workingDays")?.trim() },
    { kind: "rule", value: textOf(definition, "rule")?.trim() },
  ];
  const given = stated.filter((entry) => entry.value !== undefined && entry.value !== "");
  const [only] = given;
  if (only?.value === undefined || given.length > 1) {
    const what = given.length > 1 ? "states its time in more than one way" : "states no time";
    refuseElement(draft, "timer-invalid", node, what);
    return { type: "refused" };
  }
  const fault = findTimerFault(draft, only.kind, only.value);
  if (fault !== undefined) {
    refuseElement(draft, "timer-invalid", node, fault);
    return { type: "refused" };
  }
  const feel = only.value.startsWith("=");
  const value = feel ? only.value.slice(1).trim() : only.value;
  return { type: "timer", timer: { kind: only.kind, value, ...(feel ? { feel: true } : {}) } };
}

function findTimerFault(draft: Draft, kind: TimerSpec["kind"], value: string): string | undefined {
  if (value.startsWith("=")) {
    const fault = findExpressionFault(value.slice(1).trim(), namesIn(draft));
    return fault === undefined ? undefined : `has a time that cannot be evaluated: ${fault}`;
  }
  return isTimerValue(kind, value) ? undefined : `has the time «${value}», which is no ${TIMER_WORDS[kind]}`;
}

const TIMER_WORDS: Readonly<Record<TimerSpec["kind"], string>> = {
  date: "ISO 8601 date, or date and time with offset",
  duration: "ISO 8601 duration",
  cycle: "ISO 8601 repetition such as R3/P1D",
  workingDays: "whole number of working days between 1 and 3650",
  rule: "name of a deadline parameter",
};
