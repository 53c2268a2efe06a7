import type { Plant } from "./plant.ts";

export const record: Plant = {
  samples: { "record/find-seals.kind": "rules.version", "record/list-entries.kind": "rules.version" },
};
