import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { AppraisalFacts } from "./appraisal-views.ts";
import { Option } from "./matter-views.ts";

export const listAppraisals = defineQuery({
  name: "supervision/list-appraisals",
  summary: "Appraisals of village committees, the newest year first, and the places whose appraisal is late.",
  input: { area: Type.Optional(Field.path(1)) },
  output: Type.Object({
    appraisals: Type.Array(AppraisalFacts),
    /** Committees whose last due appraisal was not finished. */
    late: Type.Array(
      Type.Object({
        path: Type.String(),
        area: Type.String(),
        organization: Type.String(),
        who: Type.String(),
        year: Type.Integer(),
        dueOn: Field.date(),
      }),
    ),
    areas: Type.Array(Option),
    /** Places whose appraisal the reader may open. */
    own: Type.Array(Option),
    thisYear: Type.Integer(),
  }),
});
