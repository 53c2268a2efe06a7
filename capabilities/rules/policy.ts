import { byPost, everyone } from "#platform/policy.ts";

/** `steward` enacts rules and keeps the powers list of its area. */
export const DUTIES = ["rules.steward"] as const;

export const mayRead = everyone;
export const maySteward = byPost({ duty: "rules.steward", area: "division_path" });
/** For forms that name no place yet: the place is judged when it is sent. */
export const isSteward = byPost({ duty: "rules.steward" });
