import { VARIABLE_TYPES } from "../feel/variables.ts";
import { childOf, childrenOf, idOf, type ModelElement, nameOf, textOf } from "../model/model.ts";
import { refuse, RefusalSignal, type Refusal } from "../refusal.ts";
import { collectProcess } from "./collect.ts";
import { checkDecisions, checkEventGateway, compileFlow } from "./compile-flow.ts";
import { compileNode } from "./compile-node.ts";
import { namesIn, type Callees, type Draft } from "./draft.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { Net, NetElement, VariableDeclaration, VariableType } from "../net/net.ts";

/** Compiles one `bpmn:process` to a net, or tells everything in it that is not executable. */
export function compileProcess(process: ModelElement, callees: Callees): Net | readonly Refusal[] {
  const refusals: Refusal[] = [];
  try {
    const variables = readVariables(process, refusals);
    const draft: Draft = { nodes: [], flows: [], byId: new Map(), callees, variables, itemNames: new Set(), refusals };
    collectProcess(draft, process);
    const elements = compileElements(draft);
    if (refusals.length > 0) return refusals;
    const name = nameOf(process);
    const flows = draft.flows.map((flow) => compileFlow(draft, flow));
    const names = namesIn(draft);
    const body = {
      format: 1,
      process: idOf(process) ?? "",
      ...(name === undefined ? {} : { name }),
      elements,
      flows,
      variables,
      names,
    } as const;
    return freeze({ ...body, fingerprint: fingerprintOf(JSON.stringify(body)) });
  } catch (error) {
    if (error instanceof RefusalSignal) return [...refusals, error.refusal];
    throw error;
  }
}

function compileElements(draft: Draft): readonly NetElement[] {
  const flows = draft.flows.map((flow) => compileFlow(draft, flow));
  const elements: NetElement[] = [];
  for (const node of draft.nodes) {
    const element = compileNode(draft, node);
    if (element === undefined) continue;
    checkDecisions(draft, node, element, flows);
    if (element.kind === "event-gateway") checkEventGateway(draft, node);
    elements.push(element);
  }
  return elements;
}

/** `<gongzhi:variables>` among the extension elements of the process. */
function readVariables(process: ModelElement, refusals: Refusal[]): readonly VariableDeclaration[] {
  const extension = childOf(process, "extensionElements");
  const blocks =
    extension === undefined ? [] : childrenOf(extension, "values").filter((value) => value.$type === "gongzhi:Variables");
  const variables = blocks.flatMap((block) => childrenOf(block, "variable"));
  const declarations: VariableDeclaration[] = [];
  for (const variable of variables) {
    const name = textOf(variable, "name")?.trim() ?? "";
    const type = VARIABLE_TYPES.find((candidate) => candidate === textOf(variable, "type"));
    const known = declarations.some((declaration) => declaration.name === name);
    if (!/^[\p{L}_][\p{L}\p{N}_ ]{0,99}$/u.test(name) || type === undefined || known) {
      const message = `Variable «${name}» needs a name of its own and a type among ${VARIABLE_TYPES.join(", ")}.`;
      refusals.push(refuse("attribute-invalid", message, { id: idOf(process), name }));
      continue;
    }
    declarations.push({ name, type: type satisfies VariableType });
  }
  return declarations;
}

function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const entry of Object.values(value)) freeze(entry);
  return Object.freeze(value);
}
