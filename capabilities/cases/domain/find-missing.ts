import type { Net, NetElement, VariableDeclaration } from "@gongzhi/procedure";
import type { Fault } from "./find-faults.ts";

type VariableType = VariableDeclaration["type"];

/**
 * What a capability's actions and reactions rely on in a procedure of theirs: declared once beside it, contributed to the point
 * `cases.needs` under the procedure's key, and kept by every version. Whoever draws the next one may change everything else.
 */
export type ProcedureNeeds = {
  /** Messages its actions send into a case, each taken somewhere. */
  readonly receives: readonly string[];
  /** Messages the procedure sends, which a reaction waits for. */
  readonly sends: readonly string[];
  /** Actions that complete a step: at least one user task each. */
  readonly steps: readonly string[];
  /** Ids that its code looks for, with what stands there. */
  readonly elements: Readonly<Record<string, "end" | "timer" | "work">>;
  /** Ids of steps at which its actions open a closed case again. */
  readonly reopens: readonly string[];
  /** Case variables it sets or reads. */
  readonly variables: Readonly<Record<string, VariableType>>;
};

/** The point of contribution. */
export const NEEDS = "cases.needs";

/** Everything a net lacks of what is relied on, each by the name or id that is missing. */
export function findMissing(net: Net, needs: ProcedureNeeds): readonly Fault[] {
  const { elements } = net;
  const taken = new Set(elements.flatMap((element) => messagesTaken(element)));
  const sent = new Set(elements.flatMap((element) => messagesSent(element)));
  const actions = new Set(elements.flatMap((element) => (element.kind === "work" ? [element.action] : [])));
  const byId = new Map(elements.map((element) => [element.id, element]));
  const declared = new Map(net.variables.map(({ name, type }) => [name, type]));
  const wrongType = ([name, type]: readonly [string, VariableType]) => declared.get(name) !== type;
  const isKept = ([id, what]: readonly [string, string]) => standsAt(byId.get(id)) === what;
  return [
    ...needs.receives.filter((name) => !taken.has(name)).map((name) => missing("need-message", name)),
    ...needs.sends.filter((name) => !sent.has(name)).map((name) => missing("need-sent-message", name)),
    ...needs.steps.filter((action) => !actions.has(action)).map((action) => missing("need-step", action)),
    ...Object.entries(needs.elements)
      .filter((need) => !isKept(need))
      .map(([id, what]) => missing(`need-${what}`, id)),
    ...needs.reopens.filter((id) => !isReopened(byId.get(id))).map((id) => missing("need-reopen", id)),
    // A procedure that declares none takes any.
    ...(net.variables.length === 0 ? [] : Object.entries(needs.variables).filter(wrongType)).map(([name, type]) =>
      missing("need-variable", name, type),
    ),
  ];
}

function missing(code: string, name: string, detail: string = name): Fault {
  return { code, element: "", name, path: [], way: [], detail };
}

function messagesTaken(element: NetElement): readonly string[] {
  const trigger =
    element.kind === "catch" || element.kind === "boundary" || element.kind === "start" ? element.trigger : undefined;
  return trigger?.type === "message" ? [trigger.message] : [];
}

function messagesSent(element: NetElement): readonly string[] {
  if (element.kind === "send") return [element.message];
  return element.kind === "end" && element.result === "message" ? [element.subject ?? ""] : [];
}

function standsAt(element: NetElement | undefined): string {
  if (element === undefined) return "";
  if (element.kind === "end" || element.kind === "work") return element.kind;
  const isTimer = (element.kind === "boundary" || element.kind === "catch") && element.trigger.type === "timer";
  return isTimer ? "timer" : "";
}

function isReopened(element: NetElement | undefined): boolean {
  return element?.kind === "work" && element.reopen === true;
}
