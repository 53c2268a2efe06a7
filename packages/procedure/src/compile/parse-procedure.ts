import { compileProcess } from "./compile-process.ts";
import type { Net } from "../net/net.ts";
import { NESTING_MAX } from "../limits.ts";
import { isRefusal, refuse, type Refusal } from "../refusal.ts";
import { readDefinitions, type Definitions } from "../model/definitions.ts";
import { childrenOf, contentsOf, idOf, type ModelElement, nameOf, textOf, typeOf } from "../model/model.ts";

/** A BPMN file: the whole model, and each process that has contents as a net or as the reasons why it is none. */
export type Procedure = {
  readonly definitions: Definitions;
  readonly processes: readonly ParsedProcess[];
  /** What the reader could not place (dangling references). Not part of any net. */
  readonly warnings: readonly string[];
};

export type ParsedProcess = {
  readonly id: string;
  readonly name?: string;
  /** The file's `isExecutable`; compiled either way. */
  readonly executable: boolean;
  /** Absent when refused. */
  readonly net?: Net;
  readonly refusals: readonly Refusal[];
};

export type ParseOptions = {
  /** BPMN XML of the process that a call activity names, where it is not in the same file; undefined: not found. */
  readonly resolve?: (calledElement: string) => string | undefined | Promise<string | undefined>;
};

/**
 * Reads a BPMN 2.0 file and compiles its processes. Refuses the file as a whole only when it cannot be read; what is not
 * executable is told per process, by element id and name. Pools without a process (black boxes) are ignored.
 */
export async function parseProcedure(xml: string, options: ParseOptions = {}): Promise<Procedure | Refusal> {
  const definitions = await readDefinitions(xml);
  if (isRefusal(definitions)) return definitions;
  const processes: ParsedProcess[] = [];
  for (const model of childrenOf(definitions.root, "rootElements")) {
    if (model.$type !== "bpmn:Process" || contentsOf(model).nodes.length === 0) continue;
    const callees = new Map<ModelElement, ModelElement>();
    await findCallees(model, definitions.root, options, callees, 0);
    const compiled = compileProcess(model, callees);
    const name = nameOf(model);
    processes.push({
      id: idOf(model) ?? "",
      ...(name === undefined ? {} : { name }),
      executable: model["isExecutable"] === true,
      ...(isNet(compiled) ? { net: compiled, refusals: [] } : { refusals: compiled }),
    });
  }
  return { definitions, processes, warnings: definitions.warnings };
}

/** The only process of a procedure, or the named one, as a net; the first refusal otherwise. */
export function netOf(procedure: Procedure, process?: string): Net | Refusal {
  const candidates = procedure.processes.filter((candidate) => process === undefined || candidate.id === process);
  const [only] = candidates;
  if (only === undefined || candidates.length > 1) {
    const ids = procedure.processes.map((candidate) => candidate.id).join(", ");
    return refuse(
      "no-process",
      process === undefined ? `Name one of the file's processes: ${ids || "none"}.` : `There is no process «${process}».`,
    );
  }
  return only.net ?? only.refusals[0] ?? refuse("no-process", `The process «${only.id}» could not be compiled.`);
}

function isNet(value: Net | readonly Refusal[]): value is Net {
  return "elements" in value;
}

/** Follows call activities to their processes, within the file first. A call in a circle ends at the nesting limit. */
async function findCallees(
  scope: ModelElement,
  root: ModelElement,
  options: ParseOptions,
  found: Map<ModelElement, ModelElement>,
  depth: number,
): Promise<void> {
  if (depth > NESTING_MAX) return;
  for (const node of contentsOf(scope).nodes) {
    if (typeOf(node) === "SubProcess") await findCallees(node, root, options, found, depth + 1);
    const called = typeOf(node) === "CallActivity" ? textOf(node, "calledElement") : undefined;
    if (called === undefined || found.has(node)) continue;
    const callee = findProcess(root, called) ?? (await fetchProcess(called, options));
    if (callee === undefined) continue;
    found.set(node, callee.process);
    await findCallees(callee.process, callee.root, options, found, depth + 1);
  }
}

type Found = { readonly process: ModelElement; readonly root: ModelElement };

function findProcess(root: ModelElement, called: string): Found | undefined {
  const processes = childrenOf(root, "rootElements").filter((element) => element.$type === "bpmn:Process");
  const process = processes.find((candidate) => idOf(candidate) === called);
  return process === undefined ? undefined : { process, root };
}

async function fetchProcess(called: string, options: ParseOptions): Promise<Found | undefined> {
  const xml = await options.resolve?.(called);
  const definitions = xml === undefined ? undefined : await readDefinitions(xml);
  if (definitions === undefined || isRefusal(definitions)) return undefined;
  const { root } = definitions;
  const processes = childrenOf(root, "rootElements").filter((element) => element.$type === "bpmn:Process");
  const only = processes.length === 1 && processes[0] !== undefined ? { process: processes[0], root } : undefined;
  return findProcess(root, called) ?? only;
}
