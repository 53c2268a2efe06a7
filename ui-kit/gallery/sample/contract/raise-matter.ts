import { Type } from "typebox";
import { defineAction, Field } from "../../../../platform/contract.ts";

/** Every kind of field once: what the gallery and the tests of forms draw. */
export const raiseMatter = defineAction({
  name: "sample/raise-matter",
  summary: "Raises an invented matter.",
  input: {
    villageId: Field.id(),
    title: Field.line(2, 60),
    text: Field.text(10, 2000),
    kind: Field.choice("road", "water", "light", "other"),
    happenedOn: Type.Optional(Field.date()),
    households: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
    costCents: Type.Optional(Type.Integer({ minimum: 0, control: "money" })),
    photoIds: Type.Optional(Type.Array(Field.id(), { maxItems: 6, control: "files" })),
    anonymous: Type.Boolean(),
  },
  output: Type.Object({ id: Field.id() }),
  refusals: { "closed-today": "gone" },
});
