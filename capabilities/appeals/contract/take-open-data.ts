import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { listReleased, ReleasedAppeal } from "./list-released.ts";

/** Rows of one file: more is taken part by part, by days. */
export const OPEN_DATA_MOST = 5_000;

/** The file of JSON: `/t/<tenant>/appeals/schema.json` publishes this schema. */
export const ReleasedFile = Type.Object({ appeals: Type.Array(ReleasedAppeal) }, { title: "Appeals released to the public" });

const { after: _after, ...filters } = listReleased.input.properties;

export const takeOpenData = defineQuery({
  name: "appeals/take-open-data",
  summary: `The released appeals of a filter as one file, at most ${OPEN_DATA_MOST} of them, the newest.`,
  input: { ...filters, format: Field.choice("csv", "xlsx", "json") },
  output: Type.Object({ fileName: Type.String(), mediaType: Type.String(), base64: Type.String() }),
  refusals: { "bad-cursor": "invalid" },
});
