import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Nullable } from "./division-views.ts";

export const MapFeatureView = Type.Object({
  kind: Type.Union([Type.Literal("area"), Type.Literal("road"), Type.Literal("water"), Type.Literal("place")]),
  /** Of an area: its division's or grid's path. */
  path: Nullable(Type.String()),
  name: Type.String(),
  /** Rings of an area or water, lines of a road, one position of a place; WGS84 degrees, longitude first. */
  lines: Type.Array(Type.Array(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }))),
});

export const readMap = defineQuery({
  name: "divisions/read-map",
  summary: "The map of an area: outlines of its parts, roads, waters and places. Empty where the tenant has taken in no map.",
  input: {
    /** The area whose parts are drawn; the tenant's own where left out. */
    area: Type.Optional(Field.path(0)),
  },
  output: Type.Object({
    path: Type.String(),
    name: Type.String(),
    /** The next area up, down to the tenant's own. */
    above: Nullable(Type.String()),
    features: Type.Array(MapFeatureView),
  }),
});
