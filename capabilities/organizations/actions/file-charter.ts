import { bind } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { fileCharter } from "../contract/file-charter.ts";
import { hasCharter } from "../domain/term.ts";
import { maySteward } from "../policy.ts";
import { insertCharter } from "../store/change-organization.ts";
import { findOrganization } from "../store/find-organization.ts";

export const fileCharterBound = bind(fileCharter, {
  policy: maySteward,
  duty: "organizations.steward",
  subject: async ({ tx }, { organizationId }) => await findOrganization(tx, organizationId, "lock"),
  run: async (context, input, organization) => {
    const { tx, now } = context;
    if (!organization.in_force) return refuse("conflict", "organization-ended");
    if (!hasCharter(organization.kind)) return refuse("conflict", "no-charter-kind");
    if (input.termTo <= input.termFrom) return refuseField("/termTo", "term-ends-before");
    const version = await insertCharter(tx, { ...input, filedOn: legalDay(now) });
    context.emit("organizations.charter-filed", { organizationId: organization.id, version });
    context.subject(`${organization.id}/${version}`);
    return { version };
  },
});
