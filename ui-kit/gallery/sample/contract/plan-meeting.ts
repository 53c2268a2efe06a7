import { Type } from "typebox";
import { defineAction, Field } from "../../../../platform/contract.ts";

/** A form with a list of objects, a moment, boxes and a list of lines. */
export const planMeeting = defineAction({
  name: "sample/plan-meeting",
  summary: "Plans an invented meeting.",
  input: {
    beginsAt: Field.instant(),
    place: Field.line(2, 80),
    invited: Type.Array(Type.Enum(["members", "delegates", "supervisors"]), { minItems: 1 }),
    items: Type.Array(Type.Object({ title: Field.line(2, 80), minutes: Type.Integer({ minimum: 1, maximum: 240 }) }), {
      minItems: 1,
      maxItems: 12,
    }),
    guests: Type.Optional(Type.Array(Field.line(1, 40), { maxItems: 20 })),
  },
  output: Type.Object({ id: Field.id() }),
});
