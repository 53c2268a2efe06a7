import { asList, type ListedStep, type Net, type NetElement, type TimerSpec } from "@gongzhi/procedure";
import type { DeadlineRule, Span } from "./find-deadline.ts";
import { readPost } from "./plan-changes.ts";

export type DescribedDeadline = {
  readonly name: string;
  readonly spans: readonly (Span & { readonly when: string })[];
  readonly drawn: string;
};

export type DescribedStep = Pick<ListedStep, "element" | "name" | "kind" | "depth"> & {
  readonly action: string;
  readonly duty: string;
  readonly within: string;
  readonly posts: number;
  readonly deadline: DescribedDeadline | null;
  readonly timers: readonly { readonly name: string; readonly deadline: DescribedDeadline }[];
};

type Known = {
  /** Of the rule that enacts it. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Posts in force by duty. */
  readonly posts: ReadonlyMap<string, number>;
};

/** A procedure as the list of its steps: what each is called, who may do it, by when, and what happens when time is up. */
export function describeSteps(net: Net, known: Known): readonly DescribedStep[] {
  const blank = { net: net.fingerprint, state: "running", next: 1, items: [], joins: [] } as const;
  const byId = new Map(net.elements.map((element) => [element.id, element]));
  return asList(net, blank, []).flatMap(({ element: id, name, kind, depth }) => {
    const element = byId.get(id);
    return element === undefined ? [] : [{ element: id, name, kind, depth, ...aboutElement(net, element, known) }];
  });
}

function aboutElement(net: Net, element: NetElement, known: Known): Omit<DescribedStep, "element" | "name" | "kind" | "depth"> {
  const own = element.kind === "catch" && element.trigger.type === "timer" ? element.trigger.timer : undefined;
  const timers = "boundaries" in element ? element.boundaries.flatMap((index) => timerOn(net.elements[index], known)) : [];
  if (element.kind !== "work")
    return {
      action: "",
      duty: "",
      within: "",
      posts: 0,
      deadline: own === undefined ? null : describeTimer(own, known),
      timers,
    };
  const { duty, within = "" } = readPost(element.post);
  const { action, deadline } = element;
  const due = deadline === undefined ? null : { name: deadline, spans: spansOf(known.parameters, deadline), drawn: "" };
  return { action, duty, within, posts: known.posts.get(duty) ?? 0, deadline: due, timers };
}

function timerOn(element: NetElement | undefined, known: Known): DescribedStep["timers"] {
  if (element?.kind !== "boundary" || element.trigger.type !== "timer") return [];
  return [{ name: element.name ?? element.id, deadline: describeTimer(element.trigger.timer, known) }];
}

function describeTimer({ kind, value, feel }: TimerSpec, { parameters }: Known): DescribedDeadline {
  if (feel === true || (kind !== "rule" && kind !== "workingDays")) return { name: "", spans: [], drawn: value };
  if (kind === "rule") return { name: value, spans: spansOf(parameters, value), drawn: "" };
  return { name: "", spans: [{ when: "", amount: Number(value), unit: "working-days" }], drawn: "" };
}

/** Every span a rule may give for a deadline; none where it does not know it. */
function spansOf(parameters: Readonly<Record<string, unknown>>, name: string): DescribedDeadline["spans"] {
  const deadlines = (parameters["deadlines"] ?? {}) as Readonly<Record<string, DeadlineRule>>;
  const rule = Object.hasOwn(deadlines, name) ? deadlines[name] : undefined;
  if (rule === undefined) return [];
  if (!("byVariable" in rule)) return [{ when: "", ...rule }];
  const named = Object.entries(rule.of).map(([when, span]) => ({ when, ...span }));
  return [...named.sort((one, other) => minutesOf(one) - minutesOf(other)), { when: "", ...rule.otherwise }];
}

/** Only to put spans in order: the shortest first, whatever order a database keeps names in. */
const MINUTES = { minutes: 1, hours: 60, "calendar-days": 1_440, "working-days": 2_000 } as const;
const minutesOf = ({ amount, unit }: Span) => amount * MINUTES[unit];
