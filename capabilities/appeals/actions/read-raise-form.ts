import { hasDuty } from "#platform/actor.ts";
import { bind } from "#platform/capability.ts";
import { everyone } from "#platform/policy.ts";
import { readRaiseForm } from "../contract/read-raise-form.ts";
import { findComplainable } from "../store/bars.ts";
import { findMatters } from "../store/find-matters.ts";
import { withParents } from "../domain/suggest-matters.ts";
import { findAreas } from "#capabilities/divisions/index.ts";

export const readRaiseFormBound = bind(readRaiseForm, {
  policy: everyone,
  run: async ({ tx, tenant, actor }) => {
    const matters = await findMatters(tx);
    return {
      parties: (await findComplainable(tx)).map(({ id, name }) => ({ value: id, name })),
      areas: [...(await findAreas(tx, tenant.rootPath))],
      matters: matters.map((matter) => ({
        value: matter.code,
        name: matter.name,
        level: withParents(matter.code, matters).length,
      })),
      signedIn: actor.personId !== undefined,
      desk: hasDuty(actor, "appeals.desk"),
    };
  },
});
