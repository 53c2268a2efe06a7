import type { Capability } from "#platform/capability.ts";
import { addDelegateBound, endDelegateBound, listDelegatesBound } from "./actions/delegates.ts";
import { correctRollBound, freezeRollBound } from "./actions/freeze-roll.ts";
import { furnish } from "./actions/furnish.ts";
import { confirmMembersBound, endMemberBound, listMembersBound, listOthersBound } from "./actions/members.ts";
import { addOwnerBound, endOwnerBound, listOwnersBound, listQuartersBound } from "./actions/owners.ts";
import { objectToRollBound, rejectObjectionBound } from "./actions/objections.ts";
import { listRollsBound, readRollBound } from "./actions/read-rolls.ts";
import { ROLLS_CHECK } from "./actions/rule-check.ts";
import { DUTIES } from "./policy.ts";

export { freeze as freezeRoll, type FrozenRoll, type RollToFreeze } from "./actions/freeze-roll.ts";
export { canonicalList } from "./domain/draw-roll.ts";
export { addDelegate, DELEGATE_CONSTRAINT, endDelegateRow as endDelegate, type DelegateKind } from "./store/delegates.ts";
export { insertOwner as addOwner } from "./store/owners.ts";
export { insertMembers as addMembers } from "./store/members.ts";
export { findEntries } from "./store/rolls.ts";

/** Who counts: representatives and delegates, and rolls frozen for a meeting. */
export const rolls: Capability = {
  name: "rolls",
  dependsOn: ["divisions", "register", "rules"],
  actions: [
    freezeRollBound,
    correctRollBound,
    objectToRollBound,
    rejectObjectionBound,
    addDelegateBound,
    endDelegateBound,
    confirmMembersBound,
    endMemberBound,
    addOwnerBound,
    endOwnerBound,
  ],
  queries: [
    listRollsBound,
    readRollBound,
    listDelegatesBound,
    listMembersBound,
    listOthersBound,
    listQuartersBound,
    listOwnersBound,
  ],
  furnish,
  contributes: { "rules.checks": { "rolls.rolls": ROLLS_CHECK } },
  duties: DUTIES,
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
