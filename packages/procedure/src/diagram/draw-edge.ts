import { textOf, typeOf } from "../model/model.ts";
import type { DrawnEdge, Point } from "./drawing.ts";
import type { Pen } from "./pen.ts";
import { drawLabel } from "./draw-shape.ts";

/** A flow: a line with an arrow, thicker where the case went along it. */
export function drawEdge(edge: DrawnEdge, pen: Pen): string {
  const id = textOf(edge.element, "id") ?? "";
  const type = typeOf(edge.element);
  const taken = pen.taken.has(id);
  const points = edge.points.map((point) => `${pen.number(point.x)},${pen.number(point.y)}`).join(" ");
  const dashes = type === "SequenceFlow" ? "" : ` stroke-dasharray="${type === "MessageFlow" ? "6 4" : "2 4"}"`;
  const arrow = type === "Association" ? "" : ` marker-end="url(#${pen.id}-${taken ? "arrow-taken" : "arrow"})"`;
  const look = taken ? `stroke="${pen.colours.taken}" stroke-width="3"` : `stroke="${pen.colours.line}" stroke-width="1.3"`;
  const line = `<polyline points="${points}" fill="none" ${look} stroke-linejoin="round"${dashes}${arrow}/>`;
  const state = taken ? " is-taken" : "";
  return `<g class="procedure-edge${state}" data-element="${pen.text(id)}">${line}${drawName(edge, pen)}</g>`;
}

function drawName(edge: DrawnEdge, pen: Pen): string {
  const name = textOf(edge.element, "name")?.trim();
  if (name === undefined || name === "") return "";
  if (edge.label !== undefined && edge.label.width > 10) return drawLabel(name, edge.label, pen);
  const { x, y } = middleOf(edge.points);
  return drawLabel(name, { x: x - 45, y: y - 22, width: 90, height: 20 }, pen);
}

/** The middle of the longest stretch: where a name is least in the way. */
function middleOf(points: readonly Point[]): Point {
  let best = points[0] ?? { x: 0, y: 0 };
  let longest = -1;
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (before === undefined) return;
    const length = Math.hypot(point.x - before.x, point.y - before.y);
    if (length <= longest) return;
    longest = length;
    best = { x: (point.x + before.x) / 2, y: (point.y + before.y) / 2 };
  });
  return best;
}
