import { askErasure } from "#capabilities/privacy/contract/requests.ts";
import { objectToUse } from "#capabilities/privacy/contract/uses.ts";
import type { Plant } from "./plant.ts";

export const privacy: Plant = {
  rows: async (_house, { resident, neighbour }) => {
    for (const client of [resident, neighbour]) {
      await client.call(askErasure, { extent: "whole", says: "已经搬走。" });
      await client.call(objectToUse, { purpose: "register.export", says: "不愿列入名单。" });
    }
  },
  samples: {
    "privacy/withdraw-consent.purpose": "accounts.email",
    "privacy/decide-request.ground": "left",
    "privacy/stop-use.purpose": "accounts.sms",
    "privacy/resume-use.purpose": "accounts.sms",
    "privacy/object-to-use.purpose": "register.export",
  },
  names: { "privacy/decide-request.id": "privacy.request.id", "privacy/decide-objection.id": "privacy.objection.id" },
};
