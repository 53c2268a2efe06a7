import { groupBy } from "../group-by.ts";
import type { OpinionMap } from "../map/opinion-map.ts";
import type { MapDescription } from "../meaning/describe.ts";
import type { Stability } from "../stability/measure-stability.ts";
import { fixed, type Mark, MARKS, PLAIN_MARK } from "./marks.ts";
import { MAP_LANGUAGES, type MapLanguage, type MapTexts } from "./texts.ts";

export type Drawn = {
  readonly map: OpinionMap;
  readonly description: MapDescription;
  /** Without it groups are drawn as they are, and nothing is said of how sure they are. */
  readonly stability?: Stability;
  readonly topic?: string;
  readonly language?: MapLanguage;
  /** Where several maps stand on one page, each needs its own prefix for the ids inside. */
  readonly idPrefix?: string;
};

/** Side of the square in which people stand, what is around it, and the lines below: readable on a phone's width. */
const SIDE = 560;
const MARGIN = 20;
const WIDTH = SIDE + 2 * MARGIN;
const LINE = 30;
const SMALL_LINE = 24;
/** People nearer to each other than this are one mark: a drawing stays small, and nobody is pointed at in a crowd. */
const GRID = 8;
const RADIUS = 4;
const RADIUS_MAX = 18;
/** Statements drawn: what speaks for a group first, then the furthest out, as far as their numbers do not lie on each other. */
const STATEMENTS_DRAWN = 14;
const NUMBER_WIDTH = 34;
const NUMBER_HEIGHT = 18;
/** A few people far away must not press all others into a spot: they are drawn on the edge. */
const EDGE_QUANTILE = 0.97;
const EDGE_FACTOR = 1.6;

/**
 * The map as SVG: a title and a description for who cannot see it, a shape, a letter and a colour for each group, nothing that
 * needs a script, a style sheet or a background; texts take the page's colour. The same is in {@link tablesOf}.
 */
export function drawMap({
  map,
  description,
  stability,
  topic = "",
  language = "zh-CN",
  idPrefix = "opinion-map",
}: Drawn): string {
  const texts = MAP_LANGUAGES[language];
  const hasGroups = stability?.verdict !== "no groups";
  const marks = marksOf(description, hasGroups);
  const view = viewOf(map);
  const facts = {
    people: map.inConversation.reduce((sum, inside) => sum + inside, 0),
    statements: description.statements.filter(({ moderatedOut }) => !moderatedOut).length,
    groups: hasGroups ? description.groups.map(({ group, size }) => ({ letter: marks.get(group)!.letter, size })) : [],
  };
  const legend = drawLegend({ description, marks, texts, stability, beyond: view.beyond });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${legend.bottom}" role="img" lang="${language}"` +
      ` aria-labelledby="${idPrefix}-title ${idPrefix}-desc" font-family="system-ui, sans-serif" font-size="18" fill="currentColor">`,
    `<title id="${idPrefix}-title">${escaped(texts.title(topic))}</title>`,
    `<desc id="${idPrefix}-desc">${escaped(texts.description(facts))}</desc>`,
    frame(),
    drawPeople(map, marks, view),
    drawStatements(description, view),
    hasGroups ? drawLetters(description, marks, view) : "",
    legend.drawn,
    "</svg>",
  ].join("\n");
}

/** The mark of each group by its id: letters follow the order of the groups. */
export function marksOf({ groups }: MapDescription, hasGroups: boolean): Map<number, Mark> {
  return new Map(groups.map(({ group }, at) => [group, hasGroups ? MARKS[at % MARKS.length]! : PLAIN_MARK]));
}

/** Where a point of the map is drawn; x and y at one scale, the middle of the map in the middle. */
type View = {
  readonly x: (x: number) => number;
  readonly y: (y: number) => number;
  readonly reach: number;
  readonly beyond: number;
};

function viewOf({ places, inConversation }: OpinionMap): View {
  const distances = [...inConversation.keys()]
    .filter((row) => inConversation[row] === 1)
    .map((row) => Math.max(Math.abs(places.x[row]!), Math.abs(places.y[row]!)))
    .sort((left, right) => left - right);
  const usual = distances[Math.floor((distances.length - 1) * EDGE_QUANTILE)] ?? 0;
  const reach = Math.min(distances.at(-1) ?? 0, usual * EDGE_FACTOR) || 1;
  const onPaper = (value: number): number =>
    MARGIN + SIDE / 2 + (Math.max(-reach, Math.min(reach, value)) / reach) * (SIDE / 2 - RADIUS_MAX);
  return { x: onPaper, y: (y) => onPaper(-y), reach, beyond: distances.filter((distance) => distance > reach).length };
}

function frame(): string {
  const middle = MARGIN + SIDE / 2;
  return (
    `<path d="M${MARGIN} ${MARGIN}h${SIDE}v${SIDE}h${-SIDE}zM${middle} ${MARGIN}v${SIDE}M${MARGIN} ${middle}h${SIDE}"` +
    ` fill="none" stroke="currentColor" stroke-opacity="0.25"/>`
  );
}

function drawPeople(map: OpinionMap, marks: ReadonlyMap<number, Mark>, view: View): string {
  const heaps = new Map<string, { group: number; count: number; x: number; y: number }>();
  for (let row = 0; row < map.groupOf.length; row += 1) {
    const group = map.groupOf[row]!;
    if (group < 0) continue;
    const [x, y] = [view.x(map.places.x[row]!), view.y(map.places.y[row]!)];
    const cell = `${marks.get(group)!.letter} ${Math.round(x / GRID)} ${Math.round(y / GRID)}`;
    const heap = heaps.get(cell) ?? { group, count: 0, x: 0, y: 0 };
    heaps.set(cell, { group, count: heap.count + 1, x: heap.x + x, y: heap.y + y });
  }
  const byMark = groupBy(heaps.values(), ({ group }) => marks.get(group)!);
  return [...byMark]
    .map(([mark, found]) => {
      const path = found.map(({ count, x, y }) =>
        mark.path(x / count, y / count, Math.min(RADIUS_MAX, RADIUS * Math.sqrt(count))),
      );
      return `<path d="${path.join("")}" fill="${mark.color}" fill-opacity="0.75" stroke="${mark.color}"/>`;
    })
    .join("\n");
}

/** Numbers of statements, at a scale of their own: the furthest is near the edge. */
function drawStatements({ groups, statements }: MapDescription, view: View): string {
  const speaking = new Set(groups.flatMap(({ representative }) => representative.map(({ statement }) => statement)));
  const shown = statements.filter(({ moderatedOut }) => !moderatedOut);
  const furthest = Math.max(...shown.map(({ x, y }) => Math.max(Math.abs(x), Math.abs(y))), 0) || 1;
  const scale = (view.reach * 0.96) / furthest;
  const candidates = shown
    .toSorted((left, right) => Math.hypot(right.x, right.y) - Math.hypot(left.x, left.y))
    .sort((left, right) => Number(speaking.has(right.statement)) - Number(speaking.has(left.statement)))
    .map(({ statement, x, y }) => ({ statement, x: view.x(x * scale), y: view.y(y * scale) }));
  const drawn: (typeof candidates)[0][] = [];
  for (const candidate of candidates) {
    if (drawn.length === STATEMENTS_DRAWN) break;
    const isFree = drawn.every(
      ({ x, y }) => Math.abs(x - candidate.x) > NUMBER_WIDTH || Math.abs(y - candidate.y) > NUMBER_HEIGHT,
    );
    if (isFree) drawn.push(candidate);
  }
  return drawn
    .map(
      ({ statement, x, y }) =>
        `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="2.5" fill="currentColor"/>` +
        `<text x="${fixed(x + 5)}" y="${fixed(y - 4)}" font-size="16" stroke="Canvas" stroke-width="3" paint-order="stroke">${escaped(statement)}</text>`,
    )
    .join("\n");
}

function drawLetters({ groups }: MapDescription, marks: ReadonlyMap<number, Mark>, view: View): string {
  return groups
    .map(({ group, x, y }) => {
      const { letter, color } = marks.get(group)!;
      const [px, py] = [fixed(view.x(x)), fixed(view.y(y))];
      return (
        `<circle cx="${px}" cy="${py}" r="15" fill="${color}" stroke="#ffffff" stroke-width="2"/>` +
        `<text x="${px}" y="${py}" dy="0.36em" text-anchor="middle" font-size="18" font-weight="700" fill="#ffffff">${letter}</text>`
      );
    })
    .join("\n");
}

type Legend = {
  readonly description: MapDescription;
  readonly marks: ReadonlyMap<number, Mark>;
  readonly texts: MapTexts;
  readonly stability: Stability | undefined;
  readonly beyond: number;
};

/** Lines below the square, and where they end. */
function drawLegend({ description, marks, texts, stability, beyond }: Legend): { drawn: string; bottom: number } {
  const levels = new Map(stability?.groups.map(({ group, level }) => [group, texts.level[level]]));
  const groups = description.groups.map(({ group, size }) => {
    const level = levels.get(group);
    const mark = marks.get(group)!;
    const parts = [texts.groupName(mark.letter), texts.people(size), ...(level === undefined ? [] : [level])];
    return { text: parts.join(" · "), mark };
  });
  const lines = stability?.verdict === "no groups" ? [{ text: texts.noGroups, mark: undefined }] : groups;
  let y = SIDE + 2 * MARGIN;
  const drawn = lines.map(({ text, mark }) => {
    y += LINE;
    if (mark === undefined) return `<text x="${MARGIN}" y="${y - 8}">${escaped(text)}</text>`;
    const shape = `<path d="${mark.path(MARGIN + 9, y - 14, 8)}" fill="${mark.color}"/>`;
    return `${shape}<text x="${MARGIN + 30}" y="${y - 8}">${escaped(text)}</text>`;
  });
  const small = [...texts.howToRead, ...(beyond > 0 ? [texts.beyond(beyond)] : [])].map((note) => {
    y += SMALL_LINE;
    return `<text x="${MARGIN}" y="${y - 4}" font-size="15">${escaped(note)}</text>`;
  });
  return { drawn: [...drawn, ...small].join("\n"), bottom: y + MARGIN };
}

/** Text as it may stand in XML and HTML; characters XML forbids are left out. */
export function escaped(text: string): string {
  return text
    .replaceAll(/(?![\t\n\r])[\p{Cc}\uFFFE\uFFFF]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
