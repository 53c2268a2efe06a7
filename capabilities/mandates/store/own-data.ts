import type { OwnDataSource } from "#platform/personal-data/gather.ts";

export const OWN_DATA: Readonly<Record<string, OwnDataSource>> = {
  "mandates.publication": { onRecord: true },
};
