import { bind } from "#platform/capability.ts";
import { pgConstraint, Rollback } from "#platform/db/database.ts";
import { refuseField } from "#platform/refusal.ts";
import { findAreas } from "#capabilities/divisions/index.ts";
import { addOrganization } from "../contract/add-organization.ts";
import { maySteward } from "../policy.ts";
import { insertOrganization } from "../store/add-organization.ts";
import { NAME_CONSTRAINT } from "../store/change-organization.ts";
import { findOrganization } from "../store/find-organization.ts";

export const addOrganizationBound = bind(addOrganization, {
  policy: maySteward,
  duty: "organizations.steward",
  subject: async (_, { area }) => ({ division_path: area }),
  run: async (context, input) => {
    const { tx, tenant } = context;
    if (!(await findAreas(tx, tenant.rootPath)).some(({ value }) => value === input.area))
      return refuseField("/area", "no-such-area");
    if (input.parentId !== undefined && (await findOrganization(tx, input.parentId))?.in_force !== true)
      return refuseField("/parentId", "no-such-organization");
    const id = context.newId();
    const made = {
      id,
      kind: input.kind,
      name: input.name,
      nameEn: input.nameEn ?? "",
      parentId: input.parentId ?? null,
      path: input.area,
      dutyText: input.dutyText ?? "",
      validFrom: input.from,
    };
    try {
      await insertOrganization(tx, made);
    } catch (error) {
      if (pgConstraint(error) !== NAME_CONSTRAINT) throw error;
      throw new Rollback(refuseField("/name", "organization-exists"));
    }
    context.subject(id);
    return { id };
  },
});
