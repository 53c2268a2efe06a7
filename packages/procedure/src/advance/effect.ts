import type { Json } from "../json.ts";
import type { TimerSpec } from "../net/net.ts";

/**
 * What the caller must do in the same transaction, in this order. `task`, `timer` and `wait` are the numbers of the
 * marking's items: stable, unique within the case, never used again. `element` is the id in the diagram.
 */
export type Effect =
  | OpenTask
  | { readonly type: "complete-task"; readonly task: number; readonly element: string }
  | { readonly type: "cancel-task"; readonly task: number; readonly element: string; readonly because: CancelReason }
  | CallService
  | { readonly type: "complete-service"; readonly task: number; readonly element: string }
  | { readonly type: "cancel-service"; readonly task: number; readonly element: string; readonly because: CancelReason }
  | SetTimer
  | { readonly type: "timer-fired"; readonly timer: number; readonly element: string }
  | { readonly type: "cancel-timer"; readonly timer: number; readonly element: string; readonly because: CancelReason }
  | AwaitMessage
  | { readonly type: "message-received"; readonly wait: number; readonly element: string; readonly message: string }
  | { readonly type: "cancel-message"; readonly wait: number; readonly element: string; readonly because: CancelReason }
  | { readonly type: "send-message"; readonly element: string; readonly message: string }
  | CaseEnded
  | { readonly type: "case-reopened"; readonly element: string };

/**
 * Why something open was closed: a boundary event interrupted it, an error was thrown, another event of the same gateway
 * came first, its activity was completed, enough instances were done, a terminate event ended the scope, the case was
 * withdrawn, or the work before it was taken back.
 */
export type CancelReason =
  | "interrupted"
  | "error"
  | "other-event"
  | "completed"
  | "enough"
  | "terminated"
  | "withdrawn"
  | "taken-back";

export type OpenTask = {
  readonly type: "open-task";
  readonly task: number;
  readonly element: string;
  readonly name?: string;
  readonly work: "user" | "manual" | "task";
  readonly action: string;
  readonly post?: string;
  readonly deadline?: string;
  readonly form?: string;
  readonly instance?: Instance;
};

/** Which instance of a multi-instance activity; `index` counts from 0. */
export type Instance = { readonly index: number; readonly total: number; readonly item?: Json };

/** Call `operation` after the transaction commits, then send `complete` or `error` with this task number. */
export type CallService = {
  readonly type: "call-service";
  readonly task: number;
  readonly element: string;
  readonly name?: string;
  readonly operation: string;
  readonly instance?: Instance;
};

/** Wake the case with a `timer` event at `dueAt`; without `dueAt` the caller reckons it from `kind` and `value`. */
export type SetTimer = {
  readonly type: "set-timer";
  readonly timer: number;
  readonly element: string;
  /** The activity it hangs on, where it is a boundary event. */
  readonly task?: number;
  readonly kind: TimerSpec["kind"];
  readonly value: string;
  /** ISO 8601 instant, as the calendar gave it. */
  readonly dueAt?: string;
};

export type AwaitMessage = {
  readonly type: "await-message";
  readonly wait: number;
  readonly element: string;
  readonly message: string;
  readonly task?: number;
};

export type CaseEnded = {
  readonly type: "case-ended";
  readonly outcome: "completed" | "terminated" | "error" | "withdrawn";
  /** The end event that was reached last, unless the case was withdrawn. */
  readonly element?: string;
  readonly name?: string;
  /** Outcome `error`: the code thrown. */
  readonly code?: string;
};
