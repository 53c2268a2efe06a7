import type { OwnDataSource } from "#platform/personal-data/gather.ts";

/** What is told of these tables to whom they are about, and what goes when somebody is erased. */
export const OWN_DATA: Readonly<Record<string, OwnDataSource>> = {
  // Agreed to, the resident is told at once or when the delay that three signed is over (TRUST §3.5): not before, through an export.
  "appeals.opening": { shown: "r.told_at is not null" },
  "appeals.release": { onRecord: true },
  "appeals.saved_view": { goes: true },
  "appeals.subscription": { goes: true },
};
