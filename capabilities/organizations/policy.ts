import { byPost, everyone } from "#platform/policy.ts";

/** `steward` enters organizations and gives posts, within its area and never to itself. */
export const DUTIES = ["organizations.steward"] as const;

export const mayRead = everyone;
export const maySteward = byPost({ duty: "organizations.steward", area: "division_path" });
/** For forms that name no place yet: the place is judged when it is sent. */
export const isSteward = byPost({ duty: "organizations.steward" });
