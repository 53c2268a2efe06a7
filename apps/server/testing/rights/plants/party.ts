import type { Plant } from "./plant.ts";

/** Members and their meetings are the demo's own; only the store itself says which meetings are theirs. */
export const party: Plant = {
  names: {
    "party/is-due.id": "party.due.meeting_id",
    "party/read-hall.id": "party.due.meeting_id",
    "party/sign-in-members.id": "party.due.meeting_id",
  },
};
