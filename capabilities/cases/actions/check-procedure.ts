import { checkSoundness, isRefusal, netOf, parseProcedure, type Bindings, type Definitions, type Net } from "@gongzhi/procedure";
import type { Proof } from "../store/drafts.ts";
import { findMissing, type ProcedureNeeds } from "../domain/find-missing.ts";
import { strangeParts } from "../domain/own-procedure.ts";
import {
  refusalsOf,
  refusedParts,
  unknownDeadlines,
  unknownGates,
  unsoundParts,
  wrongForms,
  type Fault,
} from "../domain/find-faults.ts";

/**
 * Until a net that does not reduce is left to a job (`prove-draft.ts`): others wait meanwhile. Real procedures take some milliseconds and
 * are reduced to a handful of states.
 */
const AT_ONCE = { milliseconds: 500, states: 3_000 };

export type ProcedureToCheck = {
  readonly bpmn: string;
  readonly forms: Readonly<Record<string, unknown>>;
  /** What its user tasks are checked against; left out, their binding is not looked at. */
  readonly bindings?: Bindings;
  /** Parameters of the rule that gives its deadlines; left out, those are not looked at. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** What the capability relies on whose procedure it is; left out for an office's own. */
  readonly needs?: ProcedureNeeds | undefined;
  /** An office's own, which no capability knows. */
  readonly isOwn?: boolean;
  /** The gates this house answers; left out, those it names are not looked at. */
  readonly gates?: ReadonlySet<string>;
  /** What a job found that looked longer. */
  readonly proof?: Proof | undefined;
};

export type CheckedProcedure = {
  /** `unjudged`: too complex to be judged at once, and nothing looked longer yet. */
  readonly verdict: "ready" | "faulty" | "undecided" | "unjudged";
  readonly faults: readonly Fault[];
  readonly states: number;
  /** Absent where the file cannot be read. */
  readonly definitions?: Definitions;
  /** Absent where it cannot be executed. */
  readonly net?: Net;
};

/** Everything that speaks against enacting a procedure, told at once: reading, execution, soundness, who does it, forms, deadlines. */
export async function checkProcedure(made: ProcedureToCheck): Promise<CheckedProcedure> {
  const parsed = await parseProcedure(made.bpmn);
  if (isRefusal(parsed)) return { verdict: "faulty", faults: refusedParts([parsed]), states: 0 };
  const { definitions } = parsed;
  const net = netOf(parsed);
  if (isRefusal(net)) return { verdict: "faulty", faults: refusedParts(refusalsOf(parsed, net)), states: 0, definitions };
  const { bindings, parameters, needs } = made;
  const first = checkSoundness(net, { ...AT_ONCE, ...(bindings === undefined ? {} : { bindings }) });
  const open = first.reason !== undefined;
  const later = open ? made.proof : undefined;
  const faults = [
    ...unsoundParts(net, [...first.violations, ...(later?.violations ?? [])]),
    ...(needs === undefined ? [] : findMissing(net, needs)),
    ...(made.isOwn === true ? strangeParts(net) : []),
    ...wrongForms(net, made.forms),
    ...(made.gates === undefined ? [] : unknownGates(net, made.gates)),
    ...(parameters === undefined ? [] : unknownDeadlines(net, parameters)),
  ];
  const unproved = later === undefined ? "unjudged" : later.verdict === "undecided" ? "undecided" : "ready";
  const verdict = faults.length > 0 ? "faulty" : open ? unproved : "ready";
  return { verdict, faults, states: later?.states ?? first.states, definitions, net };
}
