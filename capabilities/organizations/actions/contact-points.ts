import { bind } from "#platform/capability.ts";
import { readPhone } from "#platform/identifiers/phone.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { addContactPoint } from "../contract/add-contact-point.ts";
import { removeContactPoint } from "../contract/remove-contact-point.ts";
import { maySteward } from "../policy.ts";
import { insertContactPoint } from "../store/add-organization.ts";
import { deleteContactPoint, lockContactPoint } from "../store/change-organization.ts";
import { findContactPoints, findOrganization } from "../store/find-organization.ts";

/** A notice board has room for so many; more is a telephone book. */
const MOST_CONTACT_POINTS = 20;
/** 110, 119, 120, 122, 12345: short service numbers have no area code. */
const SHORT_NUMBER = /^1\d{2,5}$/;
const MAIL = /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/;

export const addContactPointBound = bind(addContactPoint, {
  policy: maySteward,
  duty: "organizations.steward",
  subject: async ({ tx }, { organizationId }) => await findOrganization(tx, organizationId, "lock"),
  run: async (context, input, organization) => {
    const { tx } = context;
    if (!organization.in_force) return refuse("conflict", "organization-ended");
    if ((await findContactPoints(tx, organization.id)).length >= MOST_CONTACT_POINTS)
      return refuse("conflict", "too-many-contact-points", { facts: { most: MOST_CONTACT_POINTS } });
    const isNumber = input.kind === "phone" || input.kind === "emergency";
    if (isNumber && !SHORT_NUMBER.test(input.value) && readPhone(input.value) === undefined)
      return refuseField("/value", "phone-not-valid");
    if (input.kind === "email" && !MAIL.test(input.value)) return refuseField("/value", "mail-not-valid");
    const id = context.newId();
    await insertContactPoint(tx, {
      id,
      organizationId: organization.id,
      kind: input.kind,
      value: input.value,
      hours: input.hours ?? "",
    });
    context.subject(id);
    return { id };
  },
});

export const removeContactPointBound = bind(removeContactPoint, {
  policy: maySteward,
  duty: "organizations.steward",
  subject: async ({ tx }, { id }) => await lockContactPoint(tx, id),
  run: async (context, { id }, point) => {
    await deleteContactPoint(context.tx, id);
    context.subject(id);
    return { organizationId: point.organization_id };
  },
});
