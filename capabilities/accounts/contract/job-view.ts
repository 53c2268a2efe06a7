import { Type } from "typebox";
import { Field } from "#platform/contract.ts";

/** Long work somebody started, as they see it. */
export const JobView = Type.Object({
  id: Type.String(),
  /** `<capability>/<job>` */
  name: Type.String(),
  state: Field.choice("waiting", "running", "done", "failed"),
  /** Units done, and of how many where that is known. */
  done: Type.Integer(),
  total: Type.Union([Type.Integer(), Type.Null()]),
  /** Code of what ended it, or of what went wrong last while it is tried again. */
  failure: Type.Union([Type.String(), Type.Null()]),
  /** Ids and figures of what came out; `path` leads to it, below the tenant. */
  result: Type.Union([
    Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
    Type.Null(),
  ]),
  createdAt: Field.instant(),
  endedAt: Type.Union([Field.instant(), Type.Null()]),
});
