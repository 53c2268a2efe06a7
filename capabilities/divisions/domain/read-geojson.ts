/**
 * Reads a tenant's map from GeoJSON (RFC 7946): WGS84, longitude before latitude. An area names its division or grid by `code` (an
 * official code), `path` or `name`; a road, water or place only has a `name`. Whatever is wrong is told with the feature's number.
 */
export type MapKind = "area" | "road" | "water" | "place";

/** Degrees: [longitude, latitude]. */
export type Position = readonly [number, number];
export type Line = readonly Position[];

export type MapFeature = {
  readonly kind: MapKind;
  readonly path: string | null;
  readonly name: string;
  readonly lines: readonly Line[];
};

export type KnownArea = { readonly path: string; readonly code: string; readonly name: string };
export type MapFault = {
  readonly feature: number;
  readonly code: "geometry" | "position" | "kind" | "area-unknown" | "area-twice" | "too-many-points";
};

/** A town with its villages, grids, roads and waters; more is another system's work. */
export const MAX_FEATURES = 5_000;
/** Outlines of this many corners are as exact as any screen; finer ones are simplified before they are taken in. */
export const MAX_POINTS = 5_000;
const MAX_NAME = 60;

type Json = { readonly [key: string]: unknown };

export function readGeoJson(
  file: unknown,
  known: readonly KnownArea[],
): { readonly features: readonly MapFeature[]; readonly faults: readonly MapFault[] } {
  const given = isObject(file) && file["type"] === "FeatureCollection" ? file["features"] : undefined;
  if (!Array.isArray(given) || given.length > MAX_FEATURES) return { features: [], faults: [{ feature: 0, code: "geometry" }] };
  const features: MapFeature[] = [];
  const faults: MapFault[] = [];
  const taken = new Set<string>();
  for (const [index, one] of given.entries()) {
    const read = readFeature(one, known);
    if (typeof read === "string") faults.push({ feature: index + 1, code: read });
    else if (read.path !== null && taken.has(read.path)) faults.push({ feature: index + 1, code: "area-twice" });
    else features.push(read);
    if (typeof read !== "string" && read.path !== null) taken.add(read.path);
  }
  return { features, faults };
}

function readFeature(feature: unknown, known: readonly KnownArea[]): MapFeature | MapFault["code"] {
  if (!isObject(feature) || !isObject(feature["geometry"])) return "geometry";
  const properties = isObject(feature["properties"]) ? feature["properties"] : {};
  const lines = linesOf(feature["geometry"]);
  if (lines === undefined) return "geometry";
  if (lines.some((line) => line.some((position) => !isPosition(position)))) return "position";
  if (lines.reduce((sum, line) => sum + line.length, 0) > MAX_POINTS) return "too-many-points";
  const kind = kindOf(properties, String(feature["geometry"]["type"]));
  if (kind === undefined) return "kind";
  const name = textOf(properties, "name").slice(0, MAX_NAME);
  if (kind !== "area") return { kind, path: null, name, lines };
  const area = findArea(properties, known);
  return area === undefined ? "area-unknown" : { kind, path: area.path, name: area.name, lines };
}

/** What it says it is; left out, a surface is an area, a line a road, a point a place. */
function kindOf(properties: Json, geometry: string): MapKind | undefined {
  const said = properties["kind"];
  if (said === "area" || said === "road" || said === "water" || said === "place") return said;
  if (said !== undefined && said !== null) return undefined;
  if (geometry.endsWith("Polygon")) return "area";
  return geometry.endsWith("LineString") ? "road" : "place";
}

function findArea(properties: Json, known: readonly KnownArea[]): KnownArea | undefined {
  const [path, code, name] = ["path", "code", "name"].map((key) => textOf(properties, key));
  if (path) return known.find((area) => area.path === path);
  if (code && !name) return known.find((area) => area.code === code);
  // A grid has its village's code: the name tells them apart. One name in two villages is no name.
  const named = known.filter((area) => area.name === name && (!code || area.code === code));
  if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  return code ? known.find((area) => area.code === code && area.path.endsWith(code)) : undefined;
}

function linesOf({ type, coordinates }: Json): readonly Line[] | undefined {
  switch (type) {
    case "Point":
      return asLines([[coordinates]]);
    case "LineString":
      return asLines([coordinates], 2);
    case "MultiLineString":
      return asLines(coordinates, 2);
    case "Polygon":
      return asLines(coordinates, 4);
    case "MultiPolygon":
      return Array.isArray(coordinates) && coordinates.every((part) => Array.isArray(part))
        ? asLines(coordinates.flat(), 4)
        : undefined;
    default:
      return undefined;
  }
}

/** @param least positions of the shortest line: two of a line, four of a ring, which ends where it begins */
function asLines(given: unknown, least = 1): readonly Line[] | undefined {
  if (!Array.isArray(given) || given.length === 0) return undefined;
  const lines = given as readonly unknown[];
  if (!lines.every((line): line is readonly unknown[] => Array.isArray(line) && line.length >= least)) return undefined;
  if (!lines.every((line) => line.every((position) => Array.isArray(position) && position.length >= 2))) return undefined;
  // A third figure is a height: a map is flat.
  return lines.map((line) => line.map((position) => [(position as number[])[0], (position as number[])[1]] as Position));
}

function isPosition([longitude, latitude]: Position): boolean {
  return Number.isFinite(longitude) && Number.isFinite(latitude) && Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}

function textOf(properties: Json, key: string): string {
  const value = properties[key];
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
