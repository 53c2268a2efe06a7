import { checkSoundness, isRefusal, netOf, parseProcedure, type Bindings, type Definitions, type Net } from "@gongzhi/procedure";
import { refusalsOf, refusedParts, unknownDeadlines, unsoundParts, wrongForms, type Fault } from "../domain/find-faults.ts";

/**
 * Until a net that does not reduce is called undecided: others wait meanwhile. Real procedures take some milliseconds;
 * `gongzhi procedure check` looks longer.
 */
const MILLISECONDS = 1_000;

export type ProcedureToCheck = {
  readonly bpmn: string;
  readonly forms: Readonly<Record<string, unknown>>;
  /** What its user tasks are checked against; left out, their binding is not looked at. */
  readonly bindings?: Bindings;
  /** Parameters of the rule that gives its deadlines; left out, those are not looked at. */
  readonly parameters?: Readonly<Record<string, unknown>>;
};

export type CheckedProcedure = {
  readonly verdict: "ready" | "faulty" | "undecided";
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
  const { bindings, parameters } = made;
  const proof = checkSoundness(net, { milliseconds: MILLISECONDS, ...(bindings === undefined ? {} : { bindings }) });
  const faults = [
    ...unsoundParts(net, proof),
    ...wrongForms(net, made.forms),
    ...(parameters === undefined ? [] : unknownDeadlines(net, parameters)),
  ];
  const undecided = proof.verdict === "undecided" ? "undecided" : "ready";
  return { verdict: faults.length > 0 ? "faulty" : undecided, faults, states: proof.states, definitions, net };
}
