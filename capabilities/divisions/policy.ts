import { byPost, everyone } from "#platform/policy.ts";

/** `steward` keeps the grids of its area. */
export const DUTIES = ["divisions.steward"] as const;

export const mayRead = everyone;
export const mayKeepGrids = byPost({ duty: "divisions.steward", area: "division_path" });
