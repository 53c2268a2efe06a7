import type { OwnDataSource } from "#platform/personal-data/gather.ts";

/** What is on the record is proved word by word: a word goes from a sealed field, with its salt, or not at all. */
export const OWN_DATA: Readonly<Record<string, OwnDataSource>> = {
  "record.entry": { onRecord: true },
  "record.waiting": { onRecord: true },
  "record.checkpoint": { onRecord: true },
  "record.log": { onRecord: true },
};
