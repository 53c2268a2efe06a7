import { childOf, contentsOf, type ModelElement, typeOf } from "../model/model.ts";
import type { DrawnEdge, Drawing, DrawnShape, Point } from "./drawing.ts";
import { rankNodes } from "./rank.ts";

/** Room around shapes, in diagram units (px at scale 1). */
const COLUMN_GAP = 64;
const ROW_GAP = 64;
const PADDING = 30;
/** Boundary events side by side on one activity, wide enough for their names. */
const BOUNDARY_STEP = 76;

/** A place in the grid: a shape, or (without a model) the way of a flow through a column it only crosses. */
type Cell = {
  readonly model?: ModelElement;
  readonly inner?: Drawing;
  readonly width: number;
  readonly height: number;
  readonly rank: number;
  row: number;
  x: number;
  y: number;
};

type Track = { readonly start: number; readonly size: number };
type Flow = {
  readonly model: ModelElement;
  readonly from: ModelElement;
  readonly to: ModelElement;
  readonly way: readonly Cell[];
};

/**
 * A simple layout for models that bring no drawing (after K. Sugiyama and others, 1981): columns from left to right by the
 * longest way from the start, rows by the rows of the predecessors. Flows run at right angles between the columns; flows
 * back go round below. Sub-processes are laid out inside.
 */
export function layOut(process: ModelElement): Drawing {
  const { nodes, flows } = contentsOf(process);
  const links = flows.flatMap((flow) => {
    const from = childOf(flow, "sourceRef");
    const to = childOf(flow, "targetRef");
    return from === undefined || to === undefined || !nodes.includes(from) || !nodes.includes(to) ? [] : [{ flow, from, to }];
  });
  const boundaries = nodes.filter((node) => typeOf(node) === "BoundaryEvent");
  const main = nodes.filter((node) => typeOf(node) !== "BoundaryEvent");
  const { ranks, toEnd } = rankNodes(
    main,
    links.map(({ from, to }) => ({ from: hostOf(from), to })),
  );
  const cells = new Map(main.map((model) => [model, cellOf(model, ranks.get(model) ?? 0, countOn(boundaries, model))]));
  const ways = links.map(({ flow, from, to }): Flow => ({
    model: flow,
    from,
    to,
    way: wayOf(cells.get(hostOf(from)), cells.get(to)),
  }));
  const all = [...cells.values(), ...ways.flatMap((flow) => flow.way)];
  placeRows(all, ways, cells, toEnd);
  const grid = placeCells(all);
  const shapes = new Map<ModelElement, DrawnShape>();
  for (const [model, { x, y, width, height, inner }] of cells) {
    shapes.set(model, { x, y, width, height, element: model, expanded: inner !== undefined });
  }
  placeBoundaries(boundaries, shapes);
  const edges = ways.flatMap((flow, index) => route(flow, index, shapes, cells, grid));
  const inside = [...cells.values()].flatMap((cell) =>
    cell.inner === undefined ? [] : [shift(cell.inner, cell.x + PADDING, cell.y + PADDING)],
  );
  return {
    shapes: [...shapes.values(), ...inside.flatMap((drawing) => drawing.shapes)],
    edges: [...edges, ...inside.flatMap((drawing) => drawing.edges)],
  };
}

function hostOf(node: ModelElement): ModelElement {
  return typeOf(node) === "BoundaryEvent" ? (childOf(node, "attachedToRef") ?? node) : node;
}

function countOn(boundaries: readonly ModelElement[], model: ModelElement): number {
  return boundaries.filter((boundary) => childOf(boundary, "attachedToRef") === model).length;
}

function cellOf(model: ModelElement, rank: number, boundaries: number): Cell {
  const place = { rank, row: 0, x: 0, y: 0 };
  const type = typeOf(model);
  if (type.endsWith("Event")) return { model, width: 36, height: 36, ...place };
  if (type.endsWith("Gateway")) return { model, width: 50, height: 50, ...place };
  const least = boundaries * BOUNDARY_STEP + 20;
  if (type !== "SubProcess" || contentsOf(model).nodes.length === 0)
    return { model, width: Math.max(120, least), height: 80, ...place };
  const inner = layOut(model);
  const right = Math.max(
    ...inner.shapes.map((shape) => shape.x + shape.width),
    ...inner.edges.flatMap((edge) => edge.points.map((point) => point.x)),
  );
  const bottom = Math.max(
    ...inner.shapes.map((shape) => shape.y + shape.height),
    ...inner.edges.flatMap((edge) => edge.points.map((point) => point.y)),
  );
  return { model, inner, width: Math.max(right + 2 * PADDING, least), height: bottom + 2 * PADDING, ...place };
}

/** One empty cell in each column that a flow ahead only crosses. */
function wayOf(from: Cell | undefined, to: Cell | undefined): readonly Cell[] {
  if (from === undefined || to === undefined) return [];
  const between = Math.max(0, to.rank - from.rank - 1);
  return Array.from({ length: between }, (_, index) => ({
    width: 0,
    height: 24,
    rank: from.rank + 1 + index,
    row: 0,
    x: 0,
    y: 0,
  }));
}

/** Rows by the mean row of what leads there; the longest way on stays uppermost. */
function placeRows(
  all: readonly Cell[],
  flows: readonly Flow[],
  cells: ReadonlyMap<ModelElement, Cell>,
  toEnd: ReadonlyMap<ModelElement, number>,
): void {
  const before = new Map<Cell, Cell[]>();
  const length = new Map<Cell, number>([...cells].map(([model, cell]) => [cell, toEnd.get(model) ?? 0]));
  for (const { from, to, way } of flows) {
    const chain = [cells.get(hostOf(from)), ...way, cells.get(to)].filter((cell) => cell !== undefined);
    for (const cell of way) length.set(cell, toEnd.get(to) ?? 0);
    chain.forEach((cell, index) => {
      const previous = chain[index - 1];
      if (previous !== undefined && previous.rank < cell.rank) before.set(cell, [...(before.get(cell) ?? []), previous]);
    });
  }
  const last = Math.max(0, ...all.map((cell) => cell.rank));
  for (let rank = 0; rank <= last; rank += 1) {
    const column = all
      .filter((cell) => cell.rank === rank)
      .map((cell) => {
        const rows = (before.get(cell) ?? []).map((previous) => previous.row);
        return { cell, wanted: rows.length === 0 ? 0 : rows.reduce((sum, row) => sum + row, 0) / rows.length };
      });
    let row = 0;
    for (const { cell, wanted } of column.toSorted(
      (a, b) => a.wanted - b.wanted || (length.get(b.cell) ?? 0) - (length.get(a.cell) ?? 0),
    )) {
      row = Math.max(row, Math.floor(wanted));
      cell.row = row;
      row += 1;
    }
  }
}

type Grid = { readonly columns: readonly Track[]; readonly bottom: number };

/** Columns and rows are as wide and high as their largest cell; cells stand in the middle. */
function placeCells(all: readonly Cell[]): Grid {
  const columns = tracks(
    all.map((cell) => [cell.rank, cell.width]),
    COLUMN_GAP,
  );
  const rows = tracks(
    all.map((cell) => [cell.row, cell.height]),
    ROW_GAP,
  );
  for (const cell of all) {
    const column = columns[cell.rank] ?? { start: 0, size: cell.width };
    const row = rows[cell.row] ?? { start: 0, size: cell.height };
    cell.x = column.start + (column.size - cell.width) / 2;
    cell.y = row.start + (row.size - cell.height) / 2;
  }
  const last = rows.at(-1);
  return { columns, bottom: last === undefined ? 0 : last.start + last.size };
}

function tracks(sizes: readonly (readonly [number, number])[], gap: number): readonly Track[] {
  const largest: number[] = [];
  for (const [index, size] of sizes) largest[index] = Math.max(largest[index] ?? 0, size);
  let start = PADDING;
  return Array.from(largest, (size) => {
    const track = { start, size: size ?? 0 };
    start += track.size + gap;
    return track;
  });
}

/** Boundary events sit side by side on the lower edge of their activity. */
function placeBoundaries(boundaries: readonly ModelElement[], shapes: Map<ModelElement, DrawnShape>): void {
  const taken = new Map<ModelElement, number>();
  for (const boundary of boundaries) {
    const host = hostOf(boundary);
    const box = shapes.get(host);
    if (box === undefined) continue;
    const place = taken.get(host) ?? 0;
    taken.set(host, place + 1);
    const x = box.x + box.width - 30 - place * BOUNDARY_STEP - 36;
    shapes.set(boundary, { x, y: box.y + box.height - 18, width: 36, height: 36, element: boundary, expanded: false });
  }
}

/** Along the middles of the cells on the way; up and down only between columns, each flow on a line of its own there. */
function route(
  flow: Flow,
  index: number,
  shapes: ReadonlyMap<ModelElement, DrawnShape>,
  cells: ReadonlyMap<ModelElement, Cell>,
  grid: Grid,
): readonly DrawnEdge[] {
  const from = shapes.get(flow.from);
  const to = shapes.get(flow.to);
  const source = cells.get(hostOf(flow.from));
  const target = cells.get(flow.to);
  if (from === undefined || to === undefined || source === undefined || target === undefined) return [];
  const lane = ((index % 5) - 2) * 6;
  const gapBefore = (rank: number) => (grid.columns[rank]?.start ?? 0) - COLUMN_GAP / 2 + lane;
  const gapAfter = (rank: number) => (grid.columns[rank]?.start ?? 0) + (grid.columns[rank]?.size ?? 0) + COLUMN_GAP / 2 + lane;
  const onEdge = typeOf(flow.from) === "BoundaryEvent";
  const points: Point[] = [onEdge ? { x: from.x + 18, y: from.y + 36 } : { x: from.x + from.width, y: from.y + from.height / 2 }];
  // Past the names of the boundary events, into the room between two rows.
  if (onEdge) points.push({ x: from.x + 18, y: from.y + 36 + 21 + (index % 3) * 5 });
  const turn = (x: number, y: number) => points.push({ x, y: points.at(-1)?.y ?? y }, { x, y });
  if (target.rank <= source.rank) {
    turn(gapAfter(source.rank), grid.bottom + 24 + (index % 5) * 8);
    turn(gapBefore(target.rank), to.y + to.height / 2);
  } else {
    for (const cell of [...flow.way, target]) turn(gapBefore(cell.rank), cell.y + cell.height / 2);
  }
  points.push({ x: to.x, y: to.y + to.height / 2 });
  return [{ element: flow.model, points: straight(points) }];
}

/** Without the corners that are none. */
function straight(points: readonly Point[]): readonly Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const [before, corner] = kept.slice(-2);
    const idle = corner !== undefined && before !== undefined && isBetween(before, corner, point);
    if (idle) kept.pop();
    if (kept.at(-1)?.x !== point.x || kept.at(-1)?.y !== point.y) kept.push(point);
  }
  return kept;
}

function isBetween(before: Point, corner: Point, after: Point): boolean {
  return (before.x === corner.x && corner.x === after.x) || (before.y === corner.y && corner.y === after.y);
}

function shift(drawing: Drawing, x: number, y: number): Drawing {
  return {
    shapes: drawing.shapes.map((shape) => ({ ...shape, x: shape.x + x, y: shape.y + y })),
    edges: drawing.edges.map((edge) => ({
      ...edge,
      points: edge.points.map((point) => ({ x: point.x + x, y: point.y + y })),
    })),
  };
}
