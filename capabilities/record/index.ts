import type { Capability } from "#platform/capability.ts";

export {
  appendPublic,
  appendSealed,
  appendWithdrawn,
  type PublicLeaf,
  type SealedLeaf,
  type SealedValue,
} from "./actions/append.ts";

/** The record: whatever is official, in a log that outsiders can check. */
export const record: Capability = {
  name: "record",
  dependsOn: [],
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
