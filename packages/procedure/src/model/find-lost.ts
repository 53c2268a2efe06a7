import { SaxesParser } from "saxes";

const BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
const XSI = "http://www.w3.org/2001/XMLSchema-instance";
const XMLNS = "http://www.w3.org/2000/xmlns/";

/**
 * What a document has that its rewritten form has not: elements, and attributes of vendor namespaces, by how often each
 * occurs. bpmn-moddle drops some parts without a word (a dangling reference, DMN inside extension elements); whoever
 * imports a file is told.
 */
export function findLost(before: string, after: string): readonly string[] {
  const kept = countParts(after);
  const lost: string[] = [];
  for (const [part, count] of countParts(before)) {
    const missing = count - (kept.get(part) ?? 0);
    if (missing > 0) lost.push(`cannot be kept: ${missing} × ${part}`);
  }
  return lost;
}

function countParts(xml: string): ReadonlyMap<string, number> {
  const parser = new SaxesParser({ xmlns: true });
  const counts = new Map<string, number>();
  const count = (part: string) => counts.set(part, (counts.get(part) ?? 0) + 1);
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => {
    // One may stand for the other (a substitution group of the BPMN schema).
    const local = tag.uri === BPMN && tag.local === "formalExpression" ? "expression" : tag.local;
    const name = tag.uri === BPMN ? local : `${local} (${tag.uri})`;
    count(name);
    for (const attribute of Object.values(tag.attributes)) {
      if (attribute.uri === "" || attribute.uri === XSI || attribute.uri === XMLNS) continue;
      count(`${name}, attribute ${attribute.local} (${attribute.uri})`);
    }
  });
  parser.write(xml).close();
  return counts;
}
