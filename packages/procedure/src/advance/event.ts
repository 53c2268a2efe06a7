import type { Variables } from "../json.ts";

/**
 * One thing that happened in a case. `at` is the instant (ISO 8601 with offset), read once by the caller. Numbers are
 * those of the effects. A task may be named by its element's id instead, as long as only one is open there.
 */
export type CaseEvent =
  | {
      readonly type: "complete";
      readonly at: string;
      readonly task?: number;
      readonly element?: string;
      readonly variables?: Variables;
    }
  | {
      readonly type: "error";
      readonly at: string;
      readonly task?: number;
      readonly element?: string;
      readonly code: string;
      readonly variables?: Variables;
    }
  | {
      readonly type: "timer";
      readonly at: string;
      readonly timer?: number;
      readonly element?: string;
    }
  | {
      readonly type: "message";
      readonly at: string;
      readonly name: string;
      /** Which wait takes it; without it the one that has waited longest. */
      readonly wait?: number;
      readonly variables?: Variables;
    }
  /** Takes the case back as a whole: everything open is cancelled. */
  | { readonly type: "withdraw"; readonly at: string }
  /** Takes back one completed task, while nothing that followed has begun (gongzhi:takeBack). */
  | { readonly type: "take-back"; readonly at: string; readonly task: number }
  /** Opens an ended or withdrawn case again at a step marked gongzhi:reopen. */
  | { readonly type: "reopen"; readonly at: string; readonly element: string; readonly variables?: Variables };
