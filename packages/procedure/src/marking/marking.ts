/**
 * The state of one case between two advances: small plain JSON. Tokens rest only where something must happen outside
 * (`items`) or where a joining gateway waits for other branches (`joins`); everything automatic has run.
 */
export type Marking = {
  /** Fingerprint of the net it belongs to. */
  readonly net: string;
  readonly state: "running" | "ended" | "withdrawn";
  /** The next number to give. Numbers of tasks, timers and waits are unique within the case and never used again. */
  readonly next: number;
  readonly items: readonly Item[];
  readonly joins: readonly JoinedToken[];
  /** Work that may still be taken back; absent when there is none. */
  readonly undo?: readonly Undo[];
};

/** One thing that waits: a task, a timer, a message, an open sub-process, or a multi-instance activity around its instances. */
export type Item = {
  readonly id: number;
  /** Index of the element. */
  readonly at: number;
  /** The item of the scope it lives in; 0 is the case itself. */
  readonly in: number;
  /** The item it hangs on: boundary events on their activity, alternatives on their event-based gateway. */
  readonly on?: number;
  /** Repeats left of a cycle timer, this one included. Absent: fires once, or for ever when the cycle says so. */
  readonly left?: number;
  /** A multi-instance activity: how many in all, how many started, how many done. */
  readonly loop?: { readonly total: number; readonly started: number; readonly done: number };
  /** An instance of the multi-instance item `of`, counted from 0. */
  readonly of?: number;
  readonly index?: number;
};

/** Tokens that arrived at a joining gateway over `flow`, in the scope of item `in`. */
export type JoinedToken = { readonly flow: number; readonly in: number; readonly count: number };

/** Completing `task` led to exactly `items` and to one token each on `joins`: while all are untouched it can be taken back. */
export type Undo = {
  readonly task: number;
  readonly at: number;
  readonly in: number;
  readonly items: readonly number[];
  readonly joins: readonly number[];
};
