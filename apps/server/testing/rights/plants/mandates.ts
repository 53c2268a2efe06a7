import type { Plant } from "./plant.ts";

const CHARGE = "mandates.charge.id";

/** Mandates and charges are the demo's own, in three villages and a community. */
export const mandates: Plant = {
  // The other tenant's copy has the same numbers: everybody's to read, and asked by one that nobody has.
  samples: { "mandates/read-mandate.number": "20260101-0000-0000", "mandates/read-charge.number": "20260101-0000-0000" },
  names: {
    "mandates/report-charge.id": CHARGE,
    "mandates/judge-charge.id": CHARGE,
    "mandates/lift-charge.id": CHARGE,
    "mandates/list-charges.organization": "organizations.organization.id",
  },
};
