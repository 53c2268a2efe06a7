import { byPost, everyone } from "#platform/policy.ts";

/** `give` hands decisions down in its area and judges what comes back; `carry` reports for its own body. */
export const DUTIES = ["mandates.give", "mandates.carry"] as const;

export const isGiver = byPost({ duty: "mandates.give" });
export const mayJudge = byPost({ duty: "mandates.give", area: "division_path", organization: "giver_id" });
export const mayCarry = byPost({ duty: "mandates.carry", area: "division_path", organization: "organization_id" });
/** Who was asked to do what by when, and what came of it, is everybody's. */
export const maySee = everyone;
