import type { Plant } from "./plant.ts";

export const accounts: Plant = { samples: { "accounts/demo-sign-in.phone": "19900000011" } };
