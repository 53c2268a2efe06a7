import { Type } from "typebox";
import { defineAction } from "#platform/contract.ts";
import { Area } from "./person-views.ts";

export const beginImport = defineAction({
  name: "register/begin-import",
  summary:
    "Takes a list of persons (CSV or XLSX) to be looked over; nothing of the register changes yet. The file itself is not kept.",
  input: {
    fileId: Type.Unsafe<string>({ type: "string", format: "uuid", control: "file", purpose: "register/list" }),
    /** Where the people of the list are; rows lie in it or below it. */
    area: Area,
  },
  output: Type.Object({ id: Type.String(), rows: Type.Integer() }),
  refusals: { "file-gone": "conflict", "list-too-long": "too-large", "list-empty": "invalid", "list-unreadable": "invalid" },
});
