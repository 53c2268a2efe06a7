import type { OwnDataSource } from "#platform/personal-data/gather.ts";

export const OWN_DATA: Readonly<Record<string, OwnDataSource>> = {
  "register.import_row": { cipherRow: (row) => `${String(row["batch_id"])}/${String(row["line"])}`, goes: "whole" },
  "register.person": { knows: true },
  "register.person_personal": { knows: true },
  // Whoever else lives there lives there still.
  "register.household": { keeps: true },
};
