import type { OwnDataSource } from "#platform/personal-data/gather.ts";

export const OWN_DATA: Readonly<Record<string, OwnDataSource>> = {
  // Others signed it: it is theirs as much as its first name's.
  "meetings.initiative": { keeps: true },
  "meetings.publication": { onRecord: true },
};
