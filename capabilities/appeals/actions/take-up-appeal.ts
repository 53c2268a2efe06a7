import { openCase } from "#capabilities/cases/index.ts";
import { bind } from "#platform/capability.ts";
import { refuse } from "#platform/refusal.ts";
import { takeUpAppeal } from "../contract/take-up-appeal.ts";
import { mayDispatch } from "../policy.ts";
import { changeAppeal } from "../store/change-appeal.ts";
import { loadAppeal } from "./in-hand.ts";

export const takeUpAppealBound = bind(takeUpAppeal, {
  policy: mayDispatch,
  duty: "appeals.dispatch",
  subject: loadAppeal,
  run: async (context, _, appeal) => {
    if (appeal.state !== "historic") return refuse("conflict", "not-historic", { facts: { state: appeal.state } });
    const visible = {
      path: appeal.division_path,
      ownerPerson: appeal.owner_person,
      holderKey: appeal.holder_key,
      public: false,
      barred: appeal.barred,
    };
    const variables = { area: appeal.division_path };
    const opened = await openCase(context, {
      procedure: "appeals.handling",
      kind: "appeals",
      subjectId: appeal.id,
      visible,
      variables,
    });
    await changeAppeal(context.tx, appeal.id, { state: "waiting", case_id: opened.caseId });
    return { state: "waiting" as const };
  },
});
