import { everyone } from "#platform/policy.ts";

/** Whatever is on the record is public; that is what it is for. */
export const mayRead = everyone;
