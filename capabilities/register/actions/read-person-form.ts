import { bind } from "#platform/capability.ts";
import { readPersonForm } from "../contract/read-person-form.ts";
import { isKeeper } from "../policy.ts";
import { findHousehold } from "../store/households.ts";
import { areasToChoose, groupsToChoose } from "./places.ts";

export const readPersonFormBound = bind(readPersonForm, {
  policy: isKeeper,
  run: async (context, { householdId }) => {
    const { tx, tenant } = context;
    const household = householdId === undefined ? undefined : await findHousehold(tx, householdId);
    return {
      areas: await areasToChoose(context),
      groups: await groupsToChoose(tx, tenant.rootPath),
      household: household === undefined ? null : { id: household.id, number: household.number, address: household.address },
    };
  },
});
