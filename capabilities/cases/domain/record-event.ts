import type { CaseEvent, Marking, Net, Variables } from "@gongzhi/procedure";

/** What was sent into a case, kept with the move it made: by the element's id, so that another version's net can be sent the same. */
export type SentEvent = {
  readonly type: "start" | CaseEvent["type"];
  /** The task or timer it was about, or the step it began again at. */
  readonly element?: string;
  readonly message?: string;
  readonly code?: string;
  /** Facts of the case, no personal text: what variables hold. */
  readonly variables?: Variables;
};

/** @param marking the case's before the event */
export function recordEvent(net: Net, marking: Marking, event: CaseEvent): SentEvent {
  const variables = "variables" in event && event.variables !== undefined ? { variables: event.variables } : {};
  const element = elementOf(net, marking, event);
  return {
    type: event.type,
    ...(element === undefined ? {} : { element }),
    ...(event.type === "message" ? { message: event.name } : {}),
    ...(event.type === "error" ? { code: event.code } : {}),
    ...variables,
  };
}

function elementOf(net: Net, marking: Marking, event: CaseEvent): string | undefined {
  switch (event.type) {
    case "complete":
    case "error":
      return event.element ?? openElement(net, marking, event.task);
    case "timer":
      return event.element ?? openElement(net, marking, event.timer);
    case "reopen":
      return event.element;
    case "take-back": {
      const at = marking.undo?.find(({ task }) => task === event.task)?.at;
      return at === undefined ? undefined : net.elements[at]?.id;
    }
    case "message":
    case "withdraw":
      return undefined;
  }
}

function openElement(net: Net, marking: Marking, id: number | undefined): string | undefined {
  const item = marking.items.find((open) => open.id === id);
  return item === undefined ? undefined : net.elements[item.at]?.id;
}
