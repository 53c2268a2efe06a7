import { Drawing } from "../case/Drawing.tsx";
import { drawMap, type MapDrawing } from "./draw-map.ts";
import { closeUp, viewOf } from "./map-view.ts";

/** A map of an area's parts, each with its figure and where it leads, or of a place close by; the words beside it say the same. */
export function AreaMap(drawing: Omit<MapDrawing, "view" | "picture">) {
  const areas = drawing.shapes.filter(({ kind }) => kind === "area");
  const view = viewOf(areas.some(({ path }) => path === drawing.of) ? areas.filter(({ path }) => path === drawing.of) : areas);
  if (view === undefined) return undefined;
  const svg = drawMap({ ...drawing, view: drawing.pin === undefined ? view : closeUp(view, drawing.pin) });
  return <Drawing svg={svg} fits />;
}
