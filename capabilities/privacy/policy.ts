import { byPost } from "#platform/policy.ts";

/** The same two persons who erase a field of the record (`record`): erasing somebody is an entry on it. */
export const mayDecide = byPost({ duty: "record.erase", area: "division_path" });
export const isDecider = byPost({ duty: "record.erase" });
