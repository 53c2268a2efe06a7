import type { Plant } from "./plant.ts";

export const divisions: Plant = {
  names: { "*.divisionCode": "divisions.division.code", "divisions.code": "divisions.division.code" },
};
