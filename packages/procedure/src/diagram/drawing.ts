import { childOf, childrenOf, idOf, type ModelElement } from "../model/model.ts";

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export type Point = { readonly x: number; readonly y: number };

/** A shape with its place; `label` where the drawing gives its name a place of its own. */
export type DrawnShape = Box & {
  readonly element: ModelElement;
  readonly expanded: boolean;
  readonly label?: Box;
};

export type DrawnEdge = {
  readonly element: ModelElement;
  readonly points: readonly Point[];
  readonly label?: Box;
};

/** What is drawn, outer shapes first. */
export type Drawing = { readonly shapes: readonly DrawnShape[]; readonly edges: readonly DrawnEdge[] };

/** More shapes than this make no picture. */
const DRAWN_MAX = 5_000;

/** The BPMN diagram interchange of a file: the diagram in which `process` is drawn, or the first that shows anything. */
export function readDrawing(root: ModelElement, process: ModelElement | undefined): Drawing | undefined {
  const drawings = childrenOf(root, "diagrams").map(readDiagram);
  const shows = (drawing: Drawing) => drawing.shapes.some((shape) => process !== undefined && isInside(shape.element, process));
  return drawings.find(shows) ?? (process === undefined ? drawings.find((drawing) => drawing.shapes.length > 0) : undefined);
}

function readDiagram(diagram: ModelElement): Drawing {
  const plane = childOf(diagram, "plane");
  const drawn = plane === undefined ? [] : childrenOf(plane, "planeElement").slice(0, DRAWN_MAX);
  const shapes = drawn.flatMap((part) => (part.$type === "bpmndi:BPMNShape" ? readShape(part) : []));
  const edges = drawn.flatMap((part) => (part.$type === "bpmndi:BPMNEdge" ? readEdge(part) : []));
  return { shapes: shapes.toSorted((a, b) => depthOf(a.element) - depthOf(b.element)), edges };
}

function readShape(part: ModelElement): readonly DrawnShape[] {
  const element = childOf(part, "bpmnElement");
  const bounds = boxOf(childOf(part, "bounds"));
  if (element === undefined || bounds === undefined) return [];
  const label = labelOf(part);
  return [{ ...bounds, element, expanded: part["isExpanded"] === true, ...(label === undefined ? {} : { label }) }];
}

function readEdge(part: ModelElement): readonly DrawnEdge[] {
  const element = childOf(part, "bpmnElement");
  const points = childrenOf(part, "waypoint").flatMap((point) => pointOf(point) ?? []);
  if (element === undefined || points.length < 2) return [];
  const label = labelOf(part);
  return [{ element, points, ...(label === undefined ? {} : { label }) }];
}

function labelOf(part: ModelElement): Box | undefined {
  const label = childOf(part, "label");
  return label === undefined ? undefined : boxOf(childOf(label, "bounds"));
}

function boxOf(bounds: ModelElement | undefined): Box | undefined {
  if (bounds === undefined) return undefined;
  const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => numberOf(bounds[name]));
  if (x === undefined || y === undefined || width === undefined || height === undefined) return undefined;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

function pointOf(point: ModelElement): Point | undefined {
  const x = numberOf(point["x"]);
  const y = numberOf(point["y"]);
  return x === undefined || y === undefined ? undefined : { x, y };
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) && Math.abs(value) < 1e6 ? value : undefined;
}

/** How deep an element lies in the model: pools before lanes before what is in them. */
function depthOf(element: ModelElement): number {
  if (element.$type === "bpmn:Participant") return 0;
  let depth = element.$type === "bpmn:Lane" ? 1 : 4;
  for (let parent = element.$parent; parent !== undefined; parent = parent.$parent) depth += 1;
  return depth;
}

/** Whether an element belongs to a process, at whatever depth. */
export function isInside(element: ModelElement, process: ModelElement): boolean {
  for (let at: ModelElement | undefined = element; at !== undefined; at = at.$parent) if (at === process) return true;
  return false;
}

/** The process with an id, or the only one with contents. */
export function findProcess(root: ModelElement, id: string | undefined): ModelElement | undefined {
  const processes = childrenOf(root, "rootElements").filter((element) => element.$type === "bpmn:Process");
  return id === undefined ? undefined : processes.find((process) => idOf(process) === id);
}
