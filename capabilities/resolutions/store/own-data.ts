import type { OwnDataSource } from "#platform/personal-data/gather.ts";

export const OWN_DATA: Readonly<Record<string, OwnDataSource>> = {
  // That it was raised and answered is what its gate opened on: whoever is erased is taken out of its words, and it stands.
  "resolutions.objection": { keeps: true },
  "resolutions.publication": { onRecord: true },
};
