import { anyOf, holder, inArea, isTrue, self } from "#platform/policy.ts";

/** Whoever may see a case: its resident, whoever's posts cover its area, and everybody once its capability made it public. */
export const mayReadCase = anyOf(self("owner_person"), holder("holder_key"), inArea("division_path"), isTrue("public"));
