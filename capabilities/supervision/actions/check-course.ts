import { Type } from "typebox";
import type { RuleCheck } from "#capabilities/rules/index.ts";

const Days = Type.Integer({ minimum: 1, maximum: 366 });
const SHARE = "^([1-9]\\d{0,3}/[1-9]\\d{0,3})?$";
const ANSWERING = ["objectionDays", "inquiryDays", "upwardDays", "rightDays"] as const;

/** A place may answer sooner than the rule above says, never later. */
export const COURSE_CHECK: RuleCheck = {
  schema: Type.Object({
    objectionDays: Days,
    inquiryDays: Days,
    upwardDays: Days,
    rightDays: Days,
    inquiryAdults: Type.String({ pattern: SHARE }),
    /** 0: representatives have no right of their own. */
    inquiryRepresentatives: Type.Integer({ minimum: 0, maximum: 1_000 }),
  }),
  judge: ({ parameters, above }) => {
    if (above === undefined) return undefined;
    const looser = ANSWERING.find((name) => Number(parameters[name]) > Number(above[name]));
    return looser === undefined
      ? undefined
      : { pointer: `/${looser}`, code: "loosens-rule-above", facts: { floor: Number(above[looser]) } };
  },
};
