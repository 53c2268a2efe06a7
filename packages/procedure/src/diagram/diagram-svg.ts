import type { Definitions } from "../model/definitions.ts";
import { childrenOf, contentsOf, type ModelElement, textOf, typeOf } from "../model/model.ts";
import { drawEdge } from "./draw-edge.ts";
import { drawShape } from "./draw-shape.ts";
import { findProcess, readDrawing, type Box, type Drawing } from "./drawing.ts";
import { layOut } from "./layout.ts";
import { COLOURS, WORDS, type Pen } from "./pen.ts";
import { escapeXml } from "./text.ts";

export type DiagramOptions = {
  /** Id of the process to draw; default: the first diagram of the file, or its first process laid out. */
  readonly process?: string;
  /** Ids of elements and flows the case has passed (`Step.passed`, one after the other). */
  readonly taken?: Iterable<string>;
  /** Ids of the elements at which the case is now (`presentElements`). */
  readonly present?: Iterable<string>;
  /** Short text below an element, by id: how long the step takes, how many cases wait there. */
  readonly notes?: Readonly<Record<string, string>>;
  readonly lang?: "zh-CN" | "en";
  /** Title; default: the name of the process. */
  readonly title?: string;
  /** Prefix of ids, where several diagrams stand on one page. Letters, digits, hyphens. */
  readonly id?: string;
};

/** Room around the drawing. */
const MARGIN = 24;

/**
 * The diagram as an SVG document: drawn as its author drew it, or laid out from left to right when the file brings no
 * drawing. The path taken and the present step are lit. No script, no style element, nothing loaded: it may stand inline
 * under a strict content security policy, and prints. The root's `data-present` says where the present step stands. Title and description say the same for those who do not see it.
 */
export function diagramSvg(definitions: Definitions, options: DiagramOptions = {}): string {
  const process = findProcess(definitions.root, options.process);
  const drawing = readDrawing(definitions.root, process) ?? layOutAll(definitions.root, process);
  const pen = penOf(options);
  const lang = options.lang ?? "zh-CN";
  const title = options.title ?? titleOf(definitions.root, process) ?? pen.words.diagram;
  const box = extentOf(drawing);
  const size = [box.x, box.y, box.width, box.height].map(pen.number);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" class="procedure-diagram" role="img" lang="${lang}" aria-labelledby="${pen.id}-title ${pen.id}-desc" viewBox="${size.join(" ")}" width="${size[2]}" height="${size[3]}"${presentAt(drawing, box, pen)} font-family="'Noto Sans SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif">`,
    `<title id="${pen.id}-title">${escapeXml(title)}</title>`,
    `<desc id="${pen.id}-desc">${escapeXml(describe(drawing, pen))}</desc>`,
    `<defs>${arrow(`${pen.id}-arrow`, pen.colours.line, 7)}${arrow(`${pen.id}-arrow-taken`, pen.colours.taken, 4)}</defs>`,
  ];
  // Lines below shapes; what the case did on top of what it did not do.
  const areas = drawing.shapes.filter((shape) => isArea(shape.element, shape.expanded));
  const steps = drawing.shapes.filter((shape) => !isArea(shape.element, shape.expanded));
  const edges = drawing.edges.toSorted((a, b) => Number(isTaken(a.element, pen)) - Number(isTaken(b.element, pen)));
  for (const shape of areas) parts.push(drawShape(shape, pen));
  for (const edge of edges) parts.push(drawEdge(edge, pen));
  for (const shape of steps) parts.push(drawShape(shape, pen));
  parts.push("</svg>");
  return parts.join("\n");
}

function penOf(options: DiagramOptions): Pen {
  return {
    id: options.id !== undefined && /^[A-Za-z][A-Za-z0-9-]{0,60}$/u.test(options.id) ? options.id : "procedure",
    taken: new Set(options.taken),
    present: new Set(options.present),
    notes: new Map(Object.entries(options.notes ?? {})),
    words: WORDS[options.lang ?? "zh-CN"],
    colours: COLOURS,
    number: (value) => String(Math.round(value * 100) / 100),
    text: escapeXml,
  };
}

function isTaken(element: ModelElement, pen: Pen): boolean {
  return pen.taken.has(textOf(element, "id") ?? "");
}

/** Pools, lanes, groups and open sub-processes lie below what they hold. */
function isArea(element: ModelElement, expanded: boolean): boolean {
  const type = typeOf(element);
  return (
    type === "Participant" ||
    type === "Lane" ||
    type === "Group" ||
    (expanded && type !== "CallActivity" && type.endsWith("Process"))
  );
}

function layOutAll(root: ModelElement, wanted: ModelElement | undefined): Drawing {
  const processes = childrenOf(root, "rootElements").filter((element) => element.$type === "bpmn:Process");
  const shown = wanted ?? processes.find((process) => contentsOf(process).nodes.length > 0);
  return shown === undefined ? { shapes: [], edges: [] } : layOut(shown);
}

function titleOf(root: ModelElement, process: ModelElement | undefined): string | undefined {
  const processes = childrenOf(root, "rootElements").filter((element) => element.$type === "bpmn:Process");
  const named = [process, ...processes, root].map((element) =>
    element === undefined ? undefined : textOf(element, "name")?.trim(),
  );
  return named.find((name) => name !== undefined && name !== "");
}

/** Where the case is now, as shares of width and height: ` data-present="0.42 0.5"`, for a page that brings it into view. */
function presentAt({ shapes }: Drawing, box: Box, pen: Pen): string {
  const at = shapes.find(({ element }) => pen.present.has(textOf(element, "id") ?? ""));
  if (at === undefined) return "";
  const [x, y] = [(at.x + at.width / 2 - box.x) / box.width, (at.y + at.height / 2 - box.y) / box.height];
  return ` data-present="${x.toFixed(3)} ${y.toFixed(3)}"`;
}

function extentOf(drawing: Drawing): Box {
  const labels = [...drawing.shapes, ...drawing.edges].flatMap((part) => part.label ?? []);
  const boxes = [...drawing.shapes, ...labels];
  const points = drawing.edges.flatMap((edge) => edge.points);
  // Names of events stand below them, wider than they are.
  const xs = [...boxes.flatMap((box) => [box.x, box.x + box.width]), ...points.map((point) => point.x)];
  const ys = [...boxes.flatMap((box) => [box.y, box.y + box.height]), ...points.map((point) => point.y)];
  const [left, right] = [min(xs) - MARGIN, max(xs) + MARGIN];
  const [top, bottom] = [min(ys) - MARGIN, max(ys) + MARGIN + 20];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function min(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), values.length === 0 ? 0 : Number.POSITIVE_INFINITY);
}

function max(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), values.length === 0 ? 100 : Number.NEGATIVE_INFINITY);
}

/** “Present step: … Done: …” in the reader's language. */
function describe(drawing: Drawing, pen: Pen): string {
  const steps = drawing.shapes.filter((shape) => !/Gateway|Lane|Participant|Data|Annotation|Group/u.test(typeOf(shape.element)));
  const namesOf = (ids: ReadonlySet<string>) => {
    const named = steps
      .filter((shape) => ids.has(textOf(shape.element, "id") ?? ""))
      .map((shape) => textOf(shape.element, "name")?.trim() ?? "");
    return named.filter((name) => name !== "").join(pen.words.comma) || pen.words.none;
  };
  const colon = pen.words.stop === "。" ? "：" : ": ";
  return `${pen.words.present}${colon}${namesOf(pen.present)}${pen.words.stop}${pen.words.done}${colon}${namesOf(pen.taken)}${pen.words.stop}`.trim();
}

function arrow(id: string, colour: string, size: number): string {
  return `<marker id="${id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="${size}" markerHeight="${size}" orient="auto"><path d="M0 0L10 5L0 10z" fill="${colour}"/></marker>`;
}
