import { childOf, childrenOf, typeOf, type ModelElement } from "../model/model.ts";

/** Small signs inside shapes, drawn in a 16 × 16 field whose corner is at (x, y). All outlines, so that they print. */
export function glyphOf(element: ModelElement): string | undefined {
  switch (typeOf(element)) {
    case "UserTask":
      return "M8 2a3 3 0 1 1 0 6a3 3 0 1 1 0-6M2 15c0-8 12-8 12 0z";
    case "ManualTask":
      return "M2 7l6-4h5v2H9h5v2H9h5v2H9h4v2H4l-2-2z";
    case "ServiceTask":
      return "M8 1v3M8 12v3M1 8h3M12 8h3M3 3l2 2M11 11l2 2M13 3l-2 2M5 11l-2 2M8 5a3 3 0 1 1 0 6a3 3 0 1 1 0-6";
    case "SendTask":
    case "ReceiveTask":
      return "M1 3h14v10H1zM1 3l7 6l7-6";
    case "ScriptTask":
      return "M4 1h9c-4 4 3 9-1 14H3c4-5-3-10 1-14M5 5h5M5 8h6M6 11h5";
    case "BusinessRuleTask":
      return "M1 3h14v10H1zM1 6h14M6 6v7M1 9.5h14";
    default:
      return undefined;
  }
}

/** The sign inside an event. */
export function eventGlyphOf(element: ModelElement): string | undefined {
  const [definition] = childrenOf(element, "eventDefinitions");
  switch (definition?.$type) {
    case "bpmn:TimerEventDefinition":
      return "M8 1a7 7 0 1 1 0 14a7 7 0 1 1 0-14M8 4v4l3 2";
    case "bpmn:MessageEventDefinition":
      return "M1 3h14v10H1zM1 3l7 6l7-6";
    case "bpmn:ErrorEventDefinition":
      return "M3 13l3-9l4 5l3-6l-3 10l-4-5z";
    case "bpmn:TerminateEventDefinition":
      return "M8 2a6 6 0 1 1 0 12a6 6 0 1 1 0-12M8 5a3 3 0 1 1 0 6a3 3 0 1 1 0-6";
    case "bpmn:SignalEventDefinition":
      return "M8 2l7 11H1z";
    case "bpmn:EscalationEventDefinition":
      return "M8 2l5 12l-5-5l-5 5z";
    case "bpmn:ConditionalEventDefinition":
      return "M3 1h10v14H3zM5 4h6M5 7h6M5 10h6";
    case "bpmn:LinkEventDefinition":
      return "M2 6h7V3l5 5l-5 5v-3H2z";
    case "bpmn:CompensateEventDefinition":
      return "M8 3v10L2 8zM14 3v10L8 8z";
    default:
      return undefined;
  }
}

/** The sign inside a gateway. */
export function gatewayGlyphOf(element: ModelElement): string | undefined {
  switch (typeOf(element)) {
    case "ExclusiveGateway":
      return "M4 3l8 10M12 3l-8 10";
    case "ParallelGateway":
      return "M8 1v14M1 8h14";
    case "InclusiveGateway":
      return "M8 2a6 6 0 1 1 0 12a6 6 0 1 1 0-12";
    case "EventBasedGateway":
      return "M8 1a7 7 0 1 1 0 14a7 7 0 1 1 0-14M8 4l4 3l-2 4H6L4 7z";
    case "ComplexGateway":
      return "M8 1v14M1 8h14M3 3l10 10M13 3L3 13";
    default:
      return undefined;
  }
}

/** The marker at the lower edge: instances in parallel (|||) or in sequence (≡), a loop, or a collapsed sub-process (+). */
export function markerOf(element: ModelElement, expanded: boolean): string | undefined {
  const loop = childOf(element, "loopCharacteristics");
  if (loop?.$type === "bpmn:MultiInstanceLoopCharacteristics") {
    return loop["isSequential"] === true ? "M2 4h12M2 8h12M2 12h12" : "M4 2v12M8 2v12M12 2v12";
  }
  if (loop !== undefined) return "M5 13a6 6 0 1 1 4 1M5 13V9M5 13H1";
  const type = typeOf(element);
  const closed =
    (type === "SubProcess" || type === "CallActivity" || type === "Transaction" || type === "AdHocSubProcess") && !expanded;
  return closed ? "M2 2h12v12H2zM8 4v8M4 8h8" : undefined;
}
