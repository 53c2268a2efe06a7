import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ACTS, Area, MatterCode, MEANS_LENGTH, POWER_LEVELS } from "./rule-views.ts";

export const grantPower = defineAction({
  name: "rules/grant-power",
  summary: "Enters a power into the powers list: an organization may act on a matter, with these means, by this article.",
  input: {
    organizationId: Field.id(),
    matter: MatterCode,
    act: Field.choice(...ACTS),
    level: Field.choice(...POWER_LEVELS),
    area: Area,
    means: Field.text(MEANS_LENGTH.min, MEANS_LENGTH.max),
    ruleTitle: Field.line(2, 120),
    article: Type.Optional(Field.line(0, 40)),
    from: Field.date(),
  },
  output: Type.Object({ id: Type.String() }),
  refusals: { "power-exists": "conflict" },
});
