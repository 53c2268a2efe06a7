import { bind } from "#platform/capability.ts";
import { everyone } from "#platform/policy.ts";
import { listDivisions } from "../contract/list-divisions.ts";
import { findDivisionsBelow } from "../store/list-divisions.ts";

export const listDivisionsBound = bind(listDivisions, {
  policy: everyone,
  run: async ({ tx, tenant }) => ({ divisions: [...(await findDivisionsBelow(tx, tenant.rootPath))] }),
});
