import { byPost, everyone } from "#platform/policy.ts";

/** `erase` asks for a field to be erased from the record, or decides what another asked for. */
export const DUTIES = ["record.erase"] as const;

/** Whatever is on the record is public; that is what it is for. */
export const mayRead = everyone;
export const mayErase = byPost({ duty: "record.erase", area: "division_path" });
export const isEraser = byPost({ duty: "record.erase" });
