import type { Plant } from "./plant.ts";

/** Its rows are the scene's own. */
export const appeals: Plant = {
  samples: { "appeals/raise-appeal.mode": "anonymous" },
  names: {
    "appeals.number": "appeals.appeal.number",
    "appeals.unit": "organizations.organization.id",
    "*.photoIds": "platform.file.id",
  },
};
