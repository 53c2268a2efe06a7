import type { OwnDataSource } from "#platform/personal-data/gather.ts";

export const OWN_DATA: Readonly<Record<string, OwnDataSource>> = {
  // That it was said and answered is what its gate opened on: whoever is erased is taken out of its words, and it stands.
  "rulemaking.comment": { keeps: true },
  "rulemaking.publication": { onRecord: true },
};
