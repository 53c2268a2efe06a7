import { findPostHolders } from "#capabilities/organizations/index.ts";
import type { Reaction } from "#platform/capability.ts";
import { notify } from "#platform/notices/notify.ts";

/** Somebody has looked at nearly as many people as one may in an hour: whoever audits is told at once (TRUST case 18). */
export const tellOfMuchReading: Reaction = async (context, payload) => {
  const auditors = await findPostHolders(context.tx, { duty: "accounts.audit" });
  const params = { persons: Number(payload["persons"]) };
  await notify(
    context,
    auditors.map((personId) => ({ personId, topic: "accounts.much-read", params, path: "accounts/notices" })),
  );
};

/** A list of many waits for a second person: whoever keeps the register is told, except the one who asked. */
export const tellOfExport: Reaction = async (context, payload) => {
  const keepers = await findPostHolders(context.tx, { duty: "register.steward" });
  const params = { persons: Number(payload["persons"]) };
  await notify(
    context,
    keepers
      .filter((personId) => personId !== payload["askedBy"])
      .map((personId) => ({ personId, topic: "accounts.export-asked", params, path: "register/exports" })),
  );
};
