import type { Plant } from "./plant.ts";

export const privacy: Plant = {
  samples: { "privacy/withdraw-consent.purpose": "accounts.email" },
};
