import { BpmnModdle } from "bpmn-moddle";
import { isRefusal, refuse, type Refusal } from "../refusal.ts";
import { checkXml } from "./check-xml.ts";
import { findLost } from "./find-lost.ts";
import { GONGZHI_PACKAGE } from "./extension.ts";
import type { ModelElement } from "./model.ts";

/** A BPMN file as a model: everything in it, executable or not, drawing and vendor extensions included. */
export type Definitions = {
  /** The `bpmn:definitions` element. */
  readonly root: ModelElement;
  /** What the reader could not place or keep: dangling references, some vendor parts. The rest of the file is whole. */
  readonly warnings: readonly string[];
};

/** Reads BPMN 2.0 XML. Refuses what is not well-formed XML, declares a document type or is not BPMN. */
export async function readDefinitions(xml: string): Promise<Definitions | Refusal> {
  const refusal = checkXml(xml);
  if (refusal !== undefined) return refusal;
  const read = await openModdle()
    .fromXML(xml)
    .catch((error: unknown) => {
      return refuse("not-bpmn", `The file is not BPMN 2.0: ${error instanceof Error ? error.message : String(error)}.`);
    });
  if (isRefusal(read)) return read;
  const root = read.rootElement as ModelElement;
  if (root.$type !== "bpmn:Definitions") return refuse("not-bpmn", `The file holds a ${root.$type}, not BPMN definitions.`);
  const lost = read.warnings.find((warning) => warning.message.startsWith("unparsable content"));
  if (lost !== undefined) return refuseLost(lost.message);
  // The text is decoded already: what encoding the file once had no longer matters.
  const warnings = read.warnings.map((warning) => warning.message).filter((message) => !message.includes("encoding"));
  return { root, warnings: [...warnings, ...findLost(xml, await serialise({ root }))] };
}

function openModdle(): BpmnModdle {
  const moddle = new BpmnModdle({ gongzhi: GONGZHI_PACKAGE });
  // bpmn-moddle leaves out what it holds for a default; BPMNDI.xsd knows no default here, so the attribute must stay.
  for (const property of moddle.getType("bpmndi:BPMNEdge").$descriptor.properties) {
    if (property.name.endsWith("messageVisibleKind")) delete property.default;
  }
  return moddle;
}

/** bpmn-moddle goes on without whatever part it cannot read; a procedure with a part missing is none. */
function refuseLost(warning: string): Refusal {
  const told = warning.replace(/\s+/gu, " ");
  const duplicate = /duplicate ID <([^>]*)>/u.exec(told)?.[1];
  if (duplicate === undefined) return refuse("not-bpmn", `A part of the file is not BPMN 2.0: ${told}.`);
  return refuse("duplicate-id", `The id «${duplicate}» is given more than once.`, { id: duplicate });
}

/** Writes the model back as BPMN 2.0 XML, semantically equal to what was read. */
export async function serialise(definitions: Pick<Definitions, "root">): Promise<string> {
  const { xml } = await openModdle().toXML(definitions.root, { format: true });
  return xml;
}
