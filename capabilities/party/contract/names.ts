import { Type } from "typebox";
import { Field } from "#platform/contract.ts";

/** One page of a sign-in sheet; more are sent in turn. */
const MOST_NAMES = 200;

export const Names = () => Type.Array(Field.line(2, 40), { minItems: 1, maxItems: MOST_NAMES, control: "lines" });
