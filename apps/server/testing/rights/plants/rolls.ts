import { listRolls } from "#capabilities/rolls/contract/list-rolls.ts";
import { objectToRoll } from "#capabilities/rolls/contract/object-to-roll.ts";
import { legalDay } from "#platform/legal-day.ts";
import { OWN_PATH } from "../places.ts";
import type { Plant } from "./plant.ts";

/** Rolls and representatives are the demo's own; somebody objects to one. */
export const rolls: Plant = {
  rows: async (_house, { resident }) => {
    const { rolls: listed } = await resident.call(listRolls, { area: OWN_PATH });
    for (const { id } of listed.filter(({ objectionsUntil }) => objectionsUntil >= legalDay(new Date())))
      await resident.call(objectToRoll, { id, says: "名册上漏了人，请核对。" });
  },
  names: { "rolls.objectionId": "rolls.objection.id" },
};
