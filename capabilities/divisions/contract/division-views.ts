import { Type } from "typebox";

/** 2 digits a province, 4 a city, 6 a county, 9 a township, 12 a village or community. */
export const DIVISION_CODE = "^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$";
export const GRID_NAME_LENGTH = { min: 1, max: 40 } as const;

const Day = Type.String({ format: "date" });
export const Nullable = <T extends ReturnType<typeof Type.String>>(schema: T) => Type.Union([schema, Type.Null()]);

export const Grid = Type.Object({
  id: Type.String(),
  name: Type.String(),
  path: Type.String(),
  validFrom: Day,
  /** The first day it is no longer there. */
  validTo: Nullable(Day),
});

export const Division = Type.Object({
  code: Type.String(),
  name: Type.String(),
  /** 1 province, 2 city, 3 county, 4 township, 5 village. */
  level: Type.Integer({ minimum: 1, maximum: 5 }),
  path: Type.String(),
  grids: Type.Array(Grid),
});

/** A code that came before or after another. */
export const Succession = Type.Object({ code: Type.String(), name: Type.String(), on: Day });
