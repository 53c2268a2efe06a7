import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH } from "./appeal-views.ts";
import { MOST_COMPLAINED_OF } from "./mark-complained-of.ts";
import { ReporterRoles } from "./retaliation-views.ts";

export const reportRetaliation = defineAction({
  name: "appeals/report-retaliation",
  summary:
    "Reports retaliation for an appeal: by whoever raised it, who helped, or a witness. It goes to a body of the rule that is neither complained of nor in its line.",
  input: {
    number: Field.line(1, 40),
    role: Field.choice(...ReporterRoles),
    text: Field.text(ENTRY_LENGTH.min, ENTRY_LENGTH.max),
    /** Who retaliates; left out, those the appeal complains of, or the units that handle it. */
    complainedOf: Type.Optional(Type.Array(Field.id(), { maxItems: MOST_COMPLAINED_OF, control: "choices" })),
  },
  output: Type.Object({ id: Type.String() }),
  refusals: { "no-such-party": "invalid", "not-your-appeal": "forbidden" },
});
