/**
 * The executable net: one process compiled to plain, frozen JSON. Elements and flows are named by their index in the two
 * arrays; ids and names of the diagram are kept. Element 0 is the process itself, the outermost scope.
 */
export type Net = {
  readonly format: 1;
  /** A hash of everything else. A marking carries it, so that it cannot be advanced on another version. */
  readonly fingerprint: string;
  /** The id of the `bpmn:process`. */
  readonly process: string;
  readonly name?: string;
  readonly elements: readonly NetElement[];
  readonly flows: readonly NetFlow[];
  /** Declared case variables. Empty: none declared, any variable is accepted as its JSON type. */
  readonly variables: readonly VariableDeclaration[];
  /** Names that expressions may read: the declared variables and those of multi-instance activities. Empty: any. */
  readonly names: readonly string[];
};

export type NetFlow = {
  readonly id: string;
  readonly name?: string;
  /** Index of the source element. */
  readonly from: number;
  /** Index of the target element. */
  readonly to: number;
  /** FEEL; taken when true. */
  readonly condition?: string;
  readonly isDefault?: true;
};

export type VariableType = "boolean" | "number" | "string" | "date" | "date-time" | "list" | "context";

export type VariableDeclaration = { readonly name: string; readonly type: VariableType };

type Base = {
  readonly id: string;
  readonly name?: string;
  /** Index of the scope (process, sub-process or call activity) that holds it; 0 holds itself. */
  readonly scope: number;
  /** Indexes of flows. */
  readonly incoming: readonly number[];
  readonly outgoing: readonly number[];
};

export type NetElement =
  | ScopeElement
  | StartElement
  | EndElement
  | WorkElement
  | SendElement
  | CatchElement
  | BoundaryElement
  | GatewayElement;

/** What may have boundary events and may be repeated. */
type Activity = {
  readonly boundaries: readonly number[];
  readonly loop?: Loop;
};

/** The process, an embedded sub-process, or a called process compiled in place. */
export type ScopeElement = Base &
  Activity & {
    readonly kind: "scope";
    readonly of: "process" | "sub-process" | "call";
    /** Start events; inside a sub-process exactly one. */
    readonly starts: readonly number[];
    /** The called process, where `of` is `call`. */
    readonly called?: string;
  };

export type StartElement = Base & { readonly kind: "start"; readonly trigger?: MessageTrigger | TimerTrigger };

export type EndElement = Base & {
  readonly kind: "end";
  readonly result: "none" | "terminate" | "message" | "error";
  /** The message sent, or the error code thrown. */
  readonly subject?: string;
};

/** A step that somebody or something outside completes. */
export type WorkElement = Base &
  Activity & {
    readonly kind: "work";
    /** `task` is BPMN's undefined task; it is worked like a user task. */
    readonly work: "user" | "manual" | "task" | "service";
    /** The action that completes it; a service task: the operation called. */
    readonly action: string;
    /** Whether the file named the action, or the generic one was put in. */
    readonly bound: boolean;
    /** Who may do it: the name of a kind of post. */
    readonly post?: string;
    /** The name of the deadline parameter in the rule that enacts the procedure. */
    readonly deadline?: string;
    /** The key of the form that a generic step shows. */
    readonly form?: string;
    /** What must be true before it may be completed: names the caller knows, each with what it is asked about (`posted`, `passed:assembly`). */
    readonly gates?: readonly string[];
    /** A closed case may be reopened here. */
    readonly reopen?: true;
    /** Whoever did it may take it back while nothing that followed has begun. */
    readonly takeBack?: true;
  };

/** A send task or a message throw event: sends and goes on. */
export type SendElement = Base & { readonly kind: "send"; readonly message: string };

/** An intermediate catch event or a receive task (which alone may have boundary events). */
export type CatchElement = Base & {
  readonly kind: "catch";
  readonly trigger: MessageTrigger | TimerTrigger;
  readonly boundaries: readonly number[];
};

export type BoundaryElement = Base & {
  readonly kind: "boundary";
  /** Index of the activity it sits on. */
  readonly on: number;
  readonly interrupting: boolean;
  readonly trigger: MessageTrigger | TimerTrigger | ErrorTrigger;
};

/** `pass` is an intermediate event without meaning of its own: a milestone on the way. */
export type GatewayElement = Base & { readonly kind: "exclusive" | "parallel" | "inclusive" | "event-gateway" | "pass" };

export type MessageTrigger = { readonly type: "message"; readonly message: string };
export type TimerTrigger = { readonly type: "timer"; readonly timer: TimerSpec };
/** Without a code it catches every error. */
export type ErrorTrigger = { readonly type: "error"; readonly code?: string };

/**
 * When a timer is due. `value` is ISO 8601 text, a number of working days, or the key of a deadline parameter (`rule`);
 * with `feel` it is a FEEL expression that gives that value when the timer is set.
 */
export type TimerSpec = {
  readonly kind: "date" | "duration" | "cycle" | "workingDays" | "rule";
  readonly value: string;
  readonly feel?: true;
};

/** Multi-instance: bounded, one after the other or all at once. */
export type Loop = {
  readonly sequential: boolean;
  /** FEEL giving the number of instances; or else a collection. */
  readonly cardinality?: string;
  /** The list variable whose entries are the instances. */
  readonly collection?: string;
  /** The name under which an instance sees its entry. */
  readonly item?: string;
  /** FEEL; once true after an instance completes, the rest is cancelled. */
  readonly completion?: string;
  /** List variable that gathers `result` of each instance, by instance index. */
  readonly gather?: string;
  readonly result?: string;
  readonly maximum: number;
};

/** What a step without `gongzhi:action` is completed by. */
export const GENERIC_ACTION = "cases/complete-step";
