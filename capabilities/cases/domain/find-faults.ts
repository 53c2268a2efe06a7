import type { Net, Procedure, Refusal, Soundness } from "@gongzhi/procedure";
import { checkForms } from "./check-forms.ts";
import { findSpan } from "./find-deadline.ts";
import { readGate } from "./read-gate.ts";

/** Why a procedure cannot be enacted. `detail` is the engine's own English; `code` has a sentence in each language. */
export type Fault = {
  readonly code: string;
  readonly element: string;
  readonly name: string;
  readonly path: readonly string[];
  /** Their ids: what is lit on the drawing. */
  readonly way: readonly string[];
  readonly detail: string;
};

/** What the reader or the compiler refused, each element by itself. */
export function refusedParts(refusals: readonly Refusal[]): readonly Fault[] {
  return refusals.map(({ code, element = "", name = "", message }) => ({
    code,
    element,
    name,
    path: [],
    way: [],
    detail: message,
  }));
}

/** The refusals of every process of a file that should have held one executable one. */
export function refusalsOf({ processes }: Procedure, whole: Refusal): readonly Refusal[] {
  const [only, ...others] = processes;
  return only === undefined || others.length > 0 || only.refusals.length === 0 ? [whole] : only.refusals;
}

/** Where a case could get stuck, end twice or wait for nobody, each with the names passed on a shortest way there. */
export function unsoundParts(net: Net, violations: Soundness["violations"]): readonly Fault[] {
  const names = new Map([...net.elements, ...net.flows].map(({ id, name }) => [id, name ?? ""]));
  return violations.map(({ kind, element, name = "", path, message }) => ({
    code: kind,
    element,
    name: name || element,
    path: path.map((id) => names.get(id) || id).filter((one, index, all) => one !== all[index - 1]),
    way: path,
    detail: message,
  }));
}

/** A form that is missing, left over, or asks for what is no fact of the case. */
export function wrongForms(net: Net, forms: Readonly<Record<string, unknown>>): readonly Fault[] {
  const found = checkForms(net, forms);
  if (found === undefined) return [];
  const { form, field, fault } = found;
  const code = fault === "form-missing" || fault === "form-unused" ? fault : "form-invalid";
  return [{ code, element: "", name: form, path: [], way: [], detail: field === "" ? fault : `${field}: ${fault}` }];
}

/** Deadlines and timers that name what the rule does not give: a case would run without a due date, or break at the timer. */
export function unknownDeadlines(net: Net, parameters: Readonly<Record<string, unknown>>): readonly Fault[] {
  const knows = (deadline: string) => findSpan(parameters, deadline, {}) !== undefined;
  return net.elements.flatMap((element) => {
    const asked = deadlineOf(element);
    if (asked === undefined || knows(asked)) return [];
    const { id, name = id } = element;
    return [{ code: "deadline-unknown", element: id, name, path: [], way: [], detail: asked }];
  });
}

function deadlineOf(element: Net["elements"][number]): string | undefined {
  if (element.kind === "work") return element.deadline;
  if (element.kind !== "boundary" && element.kind !== "catch" && element.kind !== "start") return undefined;
  const { trigger } = element;
  return trigger?.type === "timer" && trigger.timer.kind === "rule" && trigger.timer.feel !== true
    ? trigger.timer.value
    : undefined;
}

/** Gates that nobody in this house answers: a case would stand before them for ever. */
export function unknownGates(net: Net, known: ReadonlySet<string>): readonly Fault[] {
  return net.elements.flatMap((element) => {
    const gates = element.kind === "work" ? (element.gates ?? []) : [];
    const { id, name = id } = element;
    return gates
      .filter((gate) => !known.has(readGate(gate).gate))
      .map((gate) => ({ code: "gate-unknown", element: id, name, path: [], way: [], detail: gate }));
  });
}
