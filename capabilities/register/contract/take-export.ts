import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const takeExport = defineAction({
  name: "register/take-export",
  summary: "The file of a list that may go out, as CSV or XLSX, marked with who took it; each person in it sees that.",
  input: { id: Field.id(), format: Field.choice("csv", "xlsx"), locale: Type.Optional(Field.choice("zh-CN", "en")) },
  output: Type.Object({ fileName: Type.String(), mediaType: Type.String(), base64: Type.String() }),
  refusals: {
    "export-waiting": "conflict",
    "export-expired": "gone",
    "export-refused": "conflict",
    "export-grown": "conflict",
  },
});
