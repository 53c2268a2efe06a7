import type { Effect, Step } from "@gongzhi/procedure";
import { dueAfter, findSpan, type Due } from "./find-deadline.ts";
import type { SentEvent } from "./record-event.ts";

/** What a case's reader rights hang on; copied to each of its rows, since row-level security joins nothing. */
export type Visibility = {
  readonly path: string;
  readonly ownerPerson: string | null;
  readonly holderKey: string | null;
  readonly public: boolean;
  /** Persons and bodies all its rows are kept from; nobody where it is left out. */
  readonly barred?: readonly string[];
};

export type NewTask = {
  readonly token: number;
  readonly element: string;
  readonly name: string;
  readonly action: string;
  readonly duty: string;
  readonly organizationId: string | null;
  readonly due: Due | undefined;
};

export type NewTimer = { readonly token: number; readonly dueAt: Date };
export type NewEvent = {
  readonly kind: string;
  readonly element: string | null;
  readonly facts: Readonly<Record<string, string | number | boolean | readonly string[] | SentEvent>>;
};

/** Everything one advance changes in the tables, besides the case's own marking and variables. */
export type Changes = {
  readonly tasks: readonly NewTask[];
  readonly doneTokens: readonly number[];
  readonly cancelledTokens: readonly number[];
  readonly timers: readonly NewTimer[];
  readonly endedTimers: readonly number[];
  readonly events: readonly NewEvent[];
  readonly services: readonly { readonly token: number; readonly operation: string }[];
  readonly messages: readonly string[];
  readonly ended: { readonly outcome: string; readonly element: string | null } | undefined;
  readonly reopened: boolean;
};

export type PlanInput = {
  readonly now: Date;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What made the case move: kept, so that a later version can be tried on it. */
  readonly sent: SentEvent;
};

/** Turns a procedure's step into rows: its effects, and the way it took. Pure: time, variables and rule come in, rows come out. */
export function planChanges({ effects, passed }: Pick<Step, "effects" | "passed">, input: PlanInput): Changes {
  const tasks = effects.flatMap((effect) => (effect.type === "open-task" ? [planTask(effect, input)] : []));
  const ended = effects.find((effect) => effect.type === "case-ended");
  return {
    tasks,
    doneTokens: effects.flatMap((effect) => (effect.type === "complete-task" ? [effect.task] : [])),
    cancelledTokens: effects.flatMap((effect) => (effect.type === "cancel-task" ? [effect.task] : [])),
    timers: effects.flatMap((effect) => (effect.type === "set-timer" ? [planTimer(effect, input)] : [])),
    endedTimers: effects.flatMap((effect) =>
      effect.type === "timer-fired" || effect.type === "cancel-timer" ? [effect.timer] : [],
    ),
    services: effects.flatMap((effect) =>
      effect.type === "call-service" ? [{ token: effect.task, operation: effect.operation }] : [],
    ),
    messages: effects.flatMap((effect) => (effect.type === "send-message" ? [effect.message] : [])),
    events: [
      { kind: "moved", element: null, facts: { passed, sent: input.sent } },
      ...effects.flatMap((effect) => planEvent(effect)),
    ],
    ended: ended === undefined ? undefined : { outcome: ended.outcome, element: ended.element ?? null },
    reopened: effects.some((effect) => effect.type === "case-reopened"),
  };
}

type OpenTask = Extract<Effect, { type: "open-task" }>;
type SetTimer = Extract<Effect, { type: "set-timer" }>;

/** `appeals.handle/lead`: the duty, and the case variable that holds the organization it waits in; `owner` is the resident. */
export function readPost(post: string | undefined): { readonly duty: string; readonly within: string | undefined } {
  const [duty = "", within] = (post ?? "").split("/", 2);
  return { duty, within };
}

function planTask(effect: OpenTask, input: PlanInput): NewTask {
  const { duty, within } = readPost(effect.post);
  const organization = within === undefined ? undefined : input.variables[within];
  const span = effect.deadline === undefined ? undefined : findSpan(input.parameters, effect.deadline, input.variables);
  return {
    token: effect.task,
    element: effect.element,
    name: effect.name ?? effect.element,
    action: effect.action,
    duty,
    organizationId: typeof organization === "string" ? organization : null,
    due: span === undefined ? undefined : dueAfter(span, input.now),
  };
}

/** A timer without a date of its own takes the span its rule gives; a rule that gives none is a broken procedure. */
function planTimer(effect: SetTimer, input: PlanInput): NewTimer {
  if (effect.dueAt !== undefined) return { token: effect.timer, dueAt: new Date(effect.dueAt) };
  const span =
    effect.kind === "workingDays"
      ? { amount: Number(effect.value), unit: "working-days" as const }
      : findSpan(input.parameters, effect.value, input.variables);
  if (span === undefined) throw new Error(`the rule gives no deadline «${effect.value}» for the timer ${effect.element}`);
  return { token: effect.timer, dueAt: dueAfter(span, input.now).at };
}

function planEvent(effect: Effect): readonly NewEvent[] {
  switch (effect.type) {
    case "open-task":
      return [{ kind: "task-opened", element: effect.element, facts: { task: effect.task } }];
    case "complete-task":
      return [{ kind: "task-done", element: effect.element, facts: { task: effect.task } }];
    case "cancel-task":
      return [{ kind: "task-cancelled", element: effect.element, facts: { task: effect.task, because: effect.because } }];
    case "timer-fired":
      return [{ kind: "timer-fired", element: effect.element, facts: { timer: effect.timer } }];
    case "message-received":
      return [{ kind: "message-received", element: effect.element, facts: { message: effect.message } }];
    case "send-message":
      return [{ kind: "message-sent", element: effect.element, facts: { message: effect.message } }];
    case "case-ended":
      return [{ kind: "case-ended", element: effect.element ?? null, facts: { outcome: effect.outcome } }];
    case "case-reopened":
      return [{ kind: "case-reopened", element: effect.element, facts: {} }];
    case "set-timer":
    case "cancel-timer":
    case "call-service":
    case "complete-service":
    case "cancel-service":
    case "await-message":
    case "cancel-message":
      return [];
  }
}
