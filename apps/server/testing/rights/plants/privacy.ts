import { askErasure } from "#capabilities/privacy/contract/requests.ts";
import type { Plant } from "./plant.ts";

export const privacy: Plant = {
  rows: async (_house, { resident, neighbour }) => {
    for (const client of [resident, neighbour]) await client.call(askErasure, { extent: "whole", says: "已经搬走。" });
  },
  samples: { "privacy/withdraw-consent.purpose": "accounts.email", "privacy/decide-request.ground": "left" },
  names: { "privacy/decide-request.id": "privacy.request.id" },
};
