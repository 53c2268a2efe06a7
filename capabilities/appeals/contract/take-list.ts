import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { listAppeals } from "./list-appeals.ts";

/** A year of a town; whoever needs more narrows it by days. */
export const LIST_FILE_MOST = 10_000;

const { after: _after, ...filters } = listAppeals.input.properties;

export const takeList = defineQuery({
  name: "appeals/take-list",
  summary: `The desk's list of a filter as one file, at most ${LIST_FILE_MOST} lines: numbers, states and days, and nothing of what anybody wrote.`,
  input: { ...filters, format: Field.choice("csv", "xlsx"), locale: Type.Optional(Field.choice("zh-CN", "en")) },
  output: Type.Object({ fileName: Type.String(), mediaType: Type.String(), base64: Type.String() }),
  refusals: { "list-too-large": "too-large" },
});
