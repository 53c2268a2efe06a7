import { bind } from "#platform/capability.ts";
import { confirmKeysKept } from "../contract/confirm-keys-kept.ts";
import { readUpkeep } from "../contract/read-upkeep.ts";
import { STEWARD, steward } from "../policy.ts";
import { noteKeysKept, readUpkeepRow } from "../store/deployment.ts";

export const readUpkeepBound = bind(readUpkeep, {
  policy: steward,
  duty: STEWARD,
  run: async ({ tx, tenant }) => ({ ...(await readUpkeepRow(tx, tenant.rootPath)), tenant: tenant.slug }),
});

export const confirmKeysKeptBound = bind(confirmKeysKept, {
  policy: steward,
  duty: STEWARD,
  run: async ({ tx }) => {
    await noteKeysKept(tx);
    return { done: true };
  },
});
