import { NAME_LENGTH_MAX } from "../limits.ts";

/** An element of the BPMN model as bpmn-moddle reads it. Properties not listed are read through the functions below. */
export type ModelElement = {
  readonly $type: string;
  readonly $attrs?: Readonly<Record<string, unknown>>;
  readonly $parent?: ModelElement;
  readonly [property: string]: unknown;
};

/** A text property; undefined where it is absent or not text. */
export function textOf(element: ModelElement, property: string): string | undefined {
  const value = element[property];
  return typeof value === "string" ? value : undefined;
}

/** The id, which every flow element needs; files without one get none. */
export function idOf(element: ModelElement): string | undefined {
  return textOf(element, "id");
}

/** A contained or referenced element. */
export function childOf(element: ModelElement, property: string): ModelElement | undefined {
  const value = element[property];
  return isElement(value) ? value : undefined;
}

/** Contained or referenced elements; empty where there are none. */
export function childrenOf(element: ModelElement, property: string): readonly ModelElement[] {
  const value = element[property];
  return Array.isArray(value) ? value.filter(isElement) : [];
}

/** The text of a FEEL or formal expression, trimmed; undefined where empty. */
export function expressionOf(element: ModelElement, property: string): string | undefined {
  const expression = childOf(element, property);
  const body = expression === undefined ? undefined : textOf(expression, "body")?.trim();
  return body === "" ? undefined : body;
}

/** `bpmn:UserTask` → `UserTask`. */
export function typeOf(element: ModelElement): string {
  return element.$type.slice(element.$type.indexOf(":") + 1);
}

/** How an element is called in a message: `user task «Task_1» (“Answer”)`. */
export function describe(element: ModelElement): string {
  const words = typeOf(element)
    .replace(/([a-z])([A-Z])/gu, "$1 $2")
    .toLowerCase();
  const name = textOf(element, "name")?.replace(/\s+/gu, " ").trim().slice(0, 80);
  return `${words} «${idOf(element) ?? "without id"}»${name === undefined || name === "" ? "" : ` (“${name}”)`}`;
}

function isElement(value: unknown): value is ModelElement {
  return typeof value === "object" && value !== null && "$type" in value;
}

/** The name, without the line breaks that drawing tools leave in it. */
export function nameOf(model: ModelElement): string | undefined {
  const name = textOf(model, "name")?.replace(/\s+/gu, " ").trim().slice(0, NAME_LENGTH_MAX);
  return name === "" ? undefined : name;
}

/** Things in a process that carry no token. */
export const PASSIVE_TYPES: ReadonlySet<string> = new Set(["DataObject", "DataObjectReference", "DataStoreReference"]);

/** The flow nodes directly inside a process or sub-process, and its sequence flows. */
export function contentsOf(model: ModelElement): {
  readonly nodes: readonly ModelElement[];
  readonly flows: readonly ModelElement[];
} {
  const contents = childrenOf(model, "flowElements").filter((element) => !PASSIVE_TYPES.has(typeOf(element)));
  const flows = contents.filter((element) => element.$type === "bpmn:SequenceFlow");
  return { nodes: contents.filter((element) => element.$type !== "bpmn:SequenceFlow"), flows };
}
