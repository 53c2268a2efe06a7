/**
 * An expected no, as a value. `code` is stable and may be branched on or translated; `message` and `remedy` are plain
 * English for whoever reads a log. `element` and `name` say which element of the diagram is meant.
 */
export type Refusal = {
  readonly refused: true;
  readonly code: RefusalCode;
  readonly element?: string;
  readonly name?: string;
  readonly message: string;
  /** What can be done about it. */
  readonly remedy: string;
};

/** Every refusal of this package with what can be done: reading a file, compiling it, running it, migrating it. */
export const REMEDIES = {
  "text-undecodable": "Save the file as UTF-8, or name its encoding in the XML declaration.",
  "xml-too-large": "Split the model or remove embedded pictures and vendor data.",
  "xml-malformed": "Export the model again from the tool it was drawn in.",
  "xml-doctype": "Remove the document type declaration; BPMN files need none.",
  "not-bpmn": "Export the model as BPMN 2.0 XML.",
  "no-process": "Draw a process with at least a start event, a step and an end event.",
  "too-many-elements": "Split the procedure into called processes.",
  "nesting-too-deep": "Flatten the sub-processes, or end the call that calls itself.",
  "id-missing": "Give every element an id of its own.",
  "duplicate-id": "Give every element an id of its own.",
  "element-unsupported": "Redraw this part with supported elements.",
  "flow-dangling": "Connect both ends of the sequence flow inside one process level.",
  "start-missing": "Draw exactly one plain start event here.",
  "start-ambiguous": "Name the start event that begins the case.",
  "start-unknown": "Name a start event of this process.",
  "default-missing": "Mark one outgoing flow as the default flow, so that data can never leave the case stuck.",
  "condition-missing": "Write a FEEL condition on every outgoing flow that is not the default.",
  "condition-misplaced": "Remove the condition: flows leaving this element are always taken.",
  "condition-invalid": "Write the condition in FEEL, with declared variables and the permitted functions.",
  "condition-not-boolean": "Write a condition that is true or false.",
  "timer-invalid": "Give the timer an ISO 8601 date, duration or cycle, or working days.",
  "message-unnamed": "Refer to a message that has a name.",
  "boundary-invalid": "Attach the event to an activity, with a timer, message or error.",
  "gateway-invalid": "Follow an event-based gateway only by timer or message events that have no other way in.",
  "loop-unbounded": "State the number of instances or a collection, and the maximum (gongzhi:maximum).",
  "callee-missing": "Provide the called process, or draw it as a sub-process.",
  "attribute-invalid": "Correct the attribute.",
  "variable-invalid": "Give the variable a value of its declared type.",
  "marking-foreign": "Use the version of the procedure that the case runs under, or migrate the marking.",
  "case-not-running": "Reopen the case first.",
  "case-running": "A running case needs no reopening.",
  "task-unknown": "Reload: the task may have been done or cancelled meanwhile.",
  "task-ambiguous": "Name the task by its number.",
  "timer-unknown": "Ignore it: the timer was cancelled or has fired.",
  "message-unawaited": "Keep the message until the case waits for it, or reject it to its sender.",
  "error-uncaught": "Draw an error boundary event for this code, or settle the task in another way.",
  "not-reopenable": 'Mark the step with gongzhi:reopen="true" in a new version of the procedure.',
  "not-withdrawable": "The next step has begun, or the procedure does not let this step be taken back.",
  "too-many-instances": "Make the collection smaller or raise the stated maximum.",
  "too-many-items": "End open work first.",
  "endless-loop": "Put a step that waits into the loop.",
  "event-invalid": "Send an event of a documented type.",
  "migration-misfit": "Let the case finish under its version, or draw the missing step in the new one.",
} as const;

export type RefusalCode = keyof typeof REMEDIES;

/** The element a refusal is about. */
export type Culprit = { readonly id?: string | undefined; readonly name?: string | undefined };

/** Makes a refusal; the remedy comes with the code. */
export function refuse(code: RefusalCode, message: string, culprit: Culprit = {}): Refusal {
  return {
    refused: true,
    code,
    ...(culprit.id === undefined ? {} : { element: culprit.id }),
    ...(culprit.name === undefined || culprit.name === "" ? {} : { name: culprit.name }),
    message,
    remedy: REMEDIES[code],
  };
}

/** Tells a refusal from a result. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value && value.refused === true;
}

/** Thrown inside one computation and caught at its door, where it becomes a value. Never leaves this package. */
export class RefusalSignal extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** Runs `compute`; a refusal thrown inside becomes its result, a bug goes on as it was. */
export function catchRefusal<T>(compute: () => T): T | Refusal {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RefusalSignal) return error.refusal;
    throw error;
  }
}
