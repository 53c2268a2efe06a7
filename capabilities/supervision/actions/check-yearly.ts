import { Type } from "typebox";
import type { RuleCheck } from "#capabilities/rules/index.ts";

/** A month and day every year has. */
const MONTH_DAY = "^((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))$";
const Days = Type.Integer({ minimum: 1, maximum: 366 });
const AUDIT_DAYS = ["exitDays", "termDays", "findingDays"] as const;

/** A place may appraise sooner in the year than the rule above says, never later, by other meetings or with other consequences. */
export const APPRAISAL_CHECK: RuleCheck = {
  schema: Type.Object({
    dueBy: Type.String({ pattern: MONTH_DAY }),
    inARow: Type.Integer({ minimum: 2, maximum: 10 }),
    kinds: Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 5 }),
  }),
  judge: ({ parameters, above }) => {
    if (above === undefined) return undefined;
    const [own, floor] = [parameters, above];
    const looser =
      String(own["dueBy"]) > String(floor["dueBy"])
        ? "dueBy"
        : (["inARow", "kinds"] as const).find((name) => JSON.stringify(own[name]) !== JSON.stringify(floor[name]));
    return looser === undefined
      ? undefined
      : { pointer: `/${looser}`, code: "loosens-rule-above", facts: { floor: String(floor[looser]) } };
  },
};

/** A place may audit and answer sooner, never later. */
export const AUDIT_CHECK: RuleCheck = {
  schema: Type.Object({ exitDays: Days, termDays: Days, findingDays: Days }),
  judge: ({ parameters, above }) => {
    if (above === undefined) return undefined;
    const looser = AUDIT_DAYS.find((name) => Number(parameters[name]) > Number(above[name]));
    return looser === undefined
      ? undefined
      : { pointer: `/${looser}`, code: "loosens-rule-above", facts: { floor: Number(above[looser]) } };
  },
};
