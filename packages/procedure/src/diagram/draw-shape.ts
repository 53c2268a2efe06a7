import { childrenOf, textOf, typeOf } from "../model/model.ts";
import type { Box, DrawnShape } from "./drawing.ts";
import { eventGlyphOf, gatewayGlyphOf, glyphOf, markerOf } from "./glyphs.ts";
import type { Pen } from "./pen.ts";
import { fitText } from "./text.ts";

type State = "present" | "taken" | "ahead";

/** One shape with its name, signs and state. State is told by line width and a sign as well as by colour. */
export function drawShape(shape: DrawnShape, pen: Pen): string {
  const { element } = shape;
  const id = textOf(element, "id") ?? "";
  const state: State = pen.present.has(id) ? "present" : pen.taken.has(id) ? "taken" : "ahead";
  const body = bodyOf(shape, state, pen);
  const name = textOf(element, "name")?.replace(/\s+/gu, " ").trim() ?? "";
  const told = state === "present" ? pen.words.present : state === "taken" ? pen.words.done : undefined;
  const title = name === "" ? "" : `<title>${pen.text(told === undefined ? name : `${name} (${told})`)}</title>`;
  const note = pen.notes.get(id);
  // Above the shape: below it there may be boundary events.
  const room = { x: shape.x - 20, y: shape.y - 18, width: shape.width + 40, height: 16 };
  const above = note === undefined ? "" : drawLabel(note, room, pen, "note");
  const mark = state === "ahead" ? "" : ` is-${state}`;
  return `<g class="procedure-shape${mark}" data-element="${pen.text(id)}">${title}${body}${flagOf(shape, state, pen)}${above}</g>`;
}

function bodyOf(shape: DrawnShape, state: State, pen: Pen): string {
  const type = typeOf(shape.element);
  if (type.endsWith("Event")) return drawEvent(shape, state, pen);
  if (type.endsWith("Gateway")) return drawGateway(shape, state, pen);
  if (type === "Participant" || type === "Lane") return drawLane(shape, pen);
  if (
    type.endsWith("Task") ||
    type === "SubProcess" ||
    type === "CallActivity" ||
    type === "Transaction" ||
    type === "AdHocSubProcess"
  ) {
    return drawActivity(shape, state, pen);
  }
  return drawArtifact(shape, pen);
}

function look(state: State, pen: Pen, width: number): string {
  const { colours } = pen;
  if (state === "present") return `fill="${colours.presentPaper}" stroke="${colours.present}" stroke-width="${width + 2}"`;
  if (state === "taken") return `fill="${colours.done}" stroke="${colours.taken}" stroke-width="${width + 0.7}"`;
  return `fill="${colours.paper}" stroke="${colours.line}" stroke-width="${width}"`;
}

function drawActivity(shape: DrawnShape, state: State, pen: Pen): string {
  const { element, expanded } = shape;
  const thick = typeOf(element) === "CallActivity" ? 3 : 1.5;
  const outline = `<rect class="outline" ${placeOf(shape, pen)} rx="8" ${look(state, pen, thick)}/>`;
  const glyph = signAt(glyphOf(element), shape.x + 5, shape.y + 5, 0.8, pen);
  const marker = signAt(markerOf(element, expanded), shape.x + shape.width / 2 - 6, shape.y + shape.height - 15, 0.8, pen);
  const name = nameOf(shape);
  if (expanded)
    return outline + marker + drawText(name, { x: shape.x + 8, y: shape.y + 4, width: shape.width - 16, height: 18 }, pen, SIZES);
  const room = marker === "" ? 4 : 16;
  const inner = { x: shape.x + 6, y: shape.y + 4, width: shape.width - 12, height: shape.height - 4 - room };
  return outline + glyph + marker + drawText(name, inner, pen, SIZES);
}

/** Text sizes in px, largest first. */
const SIZES = [13, 12, 11, 10, 9];

function drawEvent(shape: DrawnShape, state: State, pen: Pen): string {
  const { element } = shape;
  const type = typeOf(element);
  const radius = Math.min(shape.width, shape.height) / 2;
  const cx = pen.number(shape.x + shape.width / 2);
  const cy = pen.number(shape.y + shape.height / 2);
  const dashed = element["cancelActivity"] === false || element["isInterrupting"] === false ? ' stroke-dasharray="4 3"' : "";
  const width = type === "EndEvent" ? 3.5 : 1.5;
  const outline = `<circle class="outline" cx="${cx}" cy="${cy}" r="${pen.number(radius)}" ${look(state, pen, width)}${dashed}/>`;
  const inner = type.startsWith("Intermediate") || type === "BoundaryEvent";
  const ring = inner
    ? `<circle class="sign" cx="${cx}" cy="${cy}" r="${pen.number(radius - 3)}" fill="none" stroke="${pen.colours.line}"${dashed}/>`
    : "";
  const scale = radius / 14;
  const glyph = signAt(
    eventGlyphOf(element),
    shape.x + shape.width / 2 - 8 * scale,
    shape.y + shape.height / 2 - 8 * scale,
    scale,
    pen,
  );
  return outline + ring + glyph + drawOutsideName(shape, pen);
}

function drawGateway(shape: DrawnShape, state: State, pen: Pen): string {
  const { x, y, width, height } = shape;
  const corners = [
    [x + width / 2, y],
    [x + width, y + height / 2],
    [x + width / 2, y + height],
    [x, y + height / 2],
  ];
  const points = corners.map(([px = 0, py = 0]) => `${pen.number(px)},${pen.number(py)}`).join(" ");
  const scale = width / 36;
  const glyph = signAt(gatewayGlyphOf(shape.element), x + width / 2 - 8 * scale, y + height / 2 - 8 * scale, scale, pen, 2);
  return `<polygon class="outline" points="${points}" ${look(state, pen, 1.5)}/>${glyph}${drawOutsideName(shape, pen)}`;
}

/** Events and gateways carry their name outside: where the drawing says, else below. */
function drawOutsideName(shape: DrawnShape, pen: Pen): string {
  const name = nameOf(shape);
  if (name === "") return "";
  const width = typeOf(shape.element) === "BoundaryEvent" ? 72 : 100;
  const below = { x: shape.x + shape.width / 2 - width / 2, y: shape.y + shape.height + 2, width, height: 32 };
  const stated = shape.label;
  // Some tools state a label one line high and as wide as the text; a little more room does no harm.
  return drawLabel(
    name,
    stated === undefined || stated.width < 20 ? below : { ...stated, height: Math.max(stated.height, 16) },
    pen,
  );
}

function drawLane(shape: DrawnShape, pen: Pen): string {
  const { x, y, width, height } = shape;
  const { colours } = pen;
  const outline = `<rect class="outline" ${placeOf(shape, pen)} fill="none" stroke="${colours.line}" stroke-width="1"/>`;
  const name = nameOf(shape);
  if (name === "") return outline;
  const band = Math.min(30, width);
  const fitted = fitText(name, { width: height - 12, height: band }, SIZES);
  const cx = x + band / 2;
  const cy = y + height / 2;
  const lines = tspans(
    fitted.lines,
    cx,
    cy - ((fitted.lines.length - 1) * fitted.lineHeight) / 2 + fitted.size * 0.35,
    fitted.lineHeight,
    pen,
  );
  const turn = `transform="rotate(-90 ${pen.number(cx)} ${pen.number(cy)})"`;
  const text = `<text ${turn} font-size="${fitted.size}" text-anchor="middle" fill="${colours.ink}">${lines}</text>`;
  const isPool = typeOf(shape.element) === "Participant";
  const edge = isPool
    ? `<line x1="${pen.number(x + band)}" y1="${pen.number(y)}" x2="${pen.number(x + band)}" y2="${pen.number(y + height)}" stroke="${colours.line}"/>`
    : "";
  return outline + edge + text;
}

/** Annotations, data and groups: outlines with their text. */
function drawArtifact(shape: DrawnShape, pen: Pen): string {
  const { colours } = pen;
  const type = typeOf(shape.element);
  if (type === "TextAnnotation") {
    const text = textOf(shape.element, "text")?.replace(/\s+/gu, " ").trim() ?? "";
    const [x, y] = [pen.number(shape.x), pen.number(shape.y)];
    const bracket = `<path class="outline" d="M${pen.number(shape.x + 8)} ${y}H${x}V${pen.number(shape.y + shape.height)}H${pen.number(shape.x + 8)}" fill="none" stroke="${colours.line}"/>`;
    return bracket + drawText(text, { ...shape, x: shape.x + 4, width: shape.width - 6 }, pen, SIZES);
  }
  const dashed = type === "Group" ? ' stroke-dasharray="6 4"' : "";
  const fill = type === "Group" ? "none" : colours.faint;
  const outline = `<rect class="outline" ${placeOf(shape, pen)} rx="${type === "Group" ? 8 : 0}" fill="${fill}" stroke="${colours.line}"${dashed}/>`;
  return type === "Group" ? outline : outline + drawOutsideName(shape, pen);
}

/** A small flag beside the present step, a tick on a step that is done: the state without colour. */
function flagOf(shape: DrawnShape, state: State, pen: Pen): string {
  const type = typeOf(shape.element);
  const step = type.endsWith("Task") || type === "SubProcess" || type === "CallActivity";
  if (state === "present") {
    const [x, y] = [pen.number(shape.x - 4), pen.number(shape.y - 14)];
    return `<path class="flag" transform="translate(${x} ${y})" d="M0 0l14 5L0 10z" fill="${pen.colours.present}"/>`;
  }
  if (state !== "taken" || !step) return "";
  const [x, y] = [pen.number(shape.x + shape.width - 16), pen.number(shape.y + 4)];
  return `<path class="sign" transform="translate(${x} ${y})" d="M1 6l4 4l7-9" fill="none" stroke="${pen.colours.taken}" stroke-width="2"/>`;
}

function signAt(path: string | undefined, x: number, y: number, scale: number, pen: Pen, width = 1.2): string {
  if (path === undefined) return "";
  const place = `translate(${pen.number(x)} ${pen.number(y)}) scale(${pen.number(scale)})`;
  return `<path class="sign" transform="${place}" d="${path}" fill="none" stroke="${pen.colours.line}" stroke-width="${width}"/>`;
}

function placeOf(box: Box, pen: Pen): string {
  return `x="${pen.number(box.x)}" y="${pen.number(box.y)}" width="${pen.number(box.width)}" height="${pen.number(box.height)}"`;
}

function nameOf(shape: DrawnShape): string {
  const name = textOf(shape.element, "name")?.replace(/\s+/gu, " ").trim() ?? "";
  if (name !== "" || typeOf(shape.element) !== "Participant") return name;
  return childrenOf(shape.element, "processRef").length === 0 ? name : "";
}

/** Text centred in a box, wrapped, and as large as fits. */
function drawText(text: string, box: Box, pen: Pen, sizes: readonly number[]): string {
  if (text === "" || box.width <= 0 || box.height <= 0) return "";
  const fitted = fitText(text, box, sizes);
  const top = box.y + (box.height - fitted.lines.length * fitted.lineHeight) / 2 + fitted.size * 1.02;
  const lines = tspans(fitted.lines, box.x + box.width / 2, top, fitted.lineHeight, pen);
  return `<text font-size="${fitted.size}" text-anchor="middle" fill="${pen.colours.ink}">${lines}</text>`;
}

/** Text beside a shape or flow, from the top of its box. */
export function drawLabel(text: string, box: Box, pen: Pen, kind: "label" | "note" = "label"): string {
  const fitted = fitText(text.replace(/\s+/gu, " ").trim(), { ...box, height: Math.max(box.height, 30) }, [12, 11, 10]);
  const lines = tspans(fitted.lines, box.x + box.width / 2, box.y + fitted.size, fitted.lineHeight, pen);
  // The halo keeps a name legible where a line runs behind it.
  const halo = `stroke="${pen.colours.paper}" stroke-width="3" paint-order="stroke"`;
  const weight = kind === "note" ? ' font-style="italic"' : "";
  return `<text class="${kind}" font-size="${fitted.size}" text-anchor="middle" fill="${pen.colours.ink}" ${halo}${weight}>${lines}</text>`;
}

function tspans(lines: readonly string[], x: number, y: number, lineHeight: number, pen: Pen): string {
  return lines
    .map((line, index) => `<tspan x="${pen.number(x)}" y="${pen.number(y + index * lineHeight)}">${pen.text(line)}</tspan>`)
    .join("");
}
