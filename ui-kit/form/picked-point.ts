import type { FormValues } from "./read-fields.ts";
import { readView, toPosition, type MapView } from "../map/map-view.ts";

/** Names of the controls a map in a form sends besides its two fields. */
export const POINT = { pressed: "_point", view: "_point.view", fields: "_point.fields", clear: "_point.clear" } as const;

/**
 * A picture says where it was pressed in the pixels it is shown in, which only a fixed width makes known: one fits the smallest
 * phone, one a desk, and the style sheet shows the one that fits.
 */
export const PICTURES = [
  { name: "small", width: 288 },
  { name: "large", width: 600 },
] as const;

export function heightAt({ width, height }: MapView, shown: number): number {
  return Math.round((height * shown) / width);
}

/**
 * Was the form sent by a press on its map? Then its values with the point, or without one where it was taken away. Pressed by the
 * keyboard a picture says (0, 0): that is nobody's place, and the form is shown again as it was.
 */
export function withPickedPoint(read: (name: string) => string, values: FormValues): FormValues | undefined {
  const [longitude = "", latitude = ""] = read(POINT.fields).split(",");
  if (longitude === "" || latitude === "") return undefined;
  if (read(POINT.clear) !== "") return { ...values, [longitude]: [], [latitude]: [] };
  const picture = PICTURES.find(({ name }) => read(`${POINT.pressed}.${name}.x`) !== "");
  if (picture === undefined) return undefined;
  const [x, y] = ["x", "y"].map((axis) => Number(read(`${POINT.pressed}.${picture.name}.${axis}`))) as [number, number];
  const view = readView(read(POINT.view));
  if (view === undefined || !Number.isFinite(x) || !Number.isFinite(y) || (x === 0 && y === 0)) return values;
  const [east, north] = toPosition({ ...view, width: picture.width, height: heightAt(view, picture.width) }, [x, y]);
  return { ...values, [longitude]: [String(east)], [latitude]: [String(north)] };
}
