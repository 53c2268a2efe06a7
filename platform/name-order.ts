/**
 * Names in the order people read them in: numbers by their size, whether in digits (2组, ２组) or in Chinese (第二村民小组), before words; what is
 * no number by its reading. By code point 第三 comes before 第二, and 10组 before 2组.
 */
export function compareNames(one: string, other: string): number {
  const [left, right] = [partsOf(one), partsOf(other)];
  for (const [index, part] of left.entries()) {
    const against = right[index];
    if (against === undefined) return 1;
    const order = compareParts(part, against);
    if (order !== 0) return order;
  }
  return left.length - right.length || compareTexts(one, other);
}

/** Sorts rows by names, and by what the caller puts before or after them. */
export function byName<Row>(nameOf: (row: Row) => string): (one: Row, other: Row) => number {
  return (one, other) => compareNames(nameOf(one), nameOf(other));
}

const COLLATOR = new Intl.Collator("zh-CN");
const STEMS = "甲乙丙丁戊己庚辛壬癸";
/** 甲组, 乙区: a stem counts where it numbers something, and is a name elsewhere (丁家村). */
const PARTS = /[0-9０-９]+|[〇零一二两三四五六七八九十百千]+|[甲乙丙丁戊己庚辛壬癸](?=[组队片区号栋幢楼座]|$)/gu;
const FIGURES: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 };

type Part = string | number;

function partsOf(name: string): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const { 0: found, index } of name.matchAll(PARTS)) {
    if (index > from) parts.push(name.slice(from, index));
    parts.push(numberOf(found));
    from = index + found.length;
  }
  if (from < name.length) parts.push(name.slice(from));
  return parts;
}

function numberOf(found: string): number {
  const stem = STEMS.indexOf(found);
  if (stem >= 0) return stem + 1;
  if (/^[0-9０-９]/u.test(found)) return Number(found.normalize("NFKC"));
  const figures = [...found];
  // Read one by one (二〇二六), where no unit stands among them.
  if (!figures.some((figure) => figure in UNITS)) return figures.reduce((sum, figure) => sum * 10 + (FIGURES[figure] ?? 0), 0);
  let sum = 0;
  let figure: number | undefined;
  for (const sign of figures) {
    const unit = UNITS[sign];
    if (unit === undefined) figure = FIGURES[sign];
    else {
      sum += (figure ?? 1) * unit;
      figure = undefined;
    }
  }
  return sum + (figure ?? 0);
}

function compareParts(one: Part, other: Part): number {
  if (typeof one === "number") return typeof other === "number" ? one - other : -1;
  return typeof other === "number" ? 1 : compareTexts(one, other);
}

/** What reads alike is told apart by its signs: no two different names are the same place. */
function compareTexts(one: string, other: string): number {
  return COLLATOR.compare(one, other) || (one < other ? -1 : one > other ? 1 : 0);
}
