/** Width of the drawing and its margins, and of one mark, in its own units. */
export const WIDTH = 400;
const MARGIN = 24;
const MARK = 28;
const DAY_MS = 86_400_000;

/** Where a day stands between two; both ends are drawn, a line of one day stands at its beginning. */
export function placeDay(day: string, from: string, to: string): number {
  const [at, start, end] = [day, from, to].map((one) => Date.parse(`${one}T00:00:00Z`) / DAY_MS) as [number, number, number];
  const share = end === start ? 0 : (Math.min(end, Math.max(start, at)) - start) / (end - start);
  return MARGIN + share * (WIDTH - 2 * MARGIN);
}

/** Marks that would lie on one another stand in lanes above: the lane of each, in the order given. @param places ascending */
export function lanesOf(places: readonly number[]): readonly number[] {
  const lasts: number[] = [];
  return places.map((place) => {
    const free = lasts.findIndex((last) => place - last >= MARK);
    const lane = free === -1 ? lasts.length : free;
    lasts[lane] = place;
    return lane;
  });
}
