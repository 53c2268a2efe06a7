import type { ActionContext } from "#platform/capability.ts";
import { noteReadings as noteReadingsOf } from "#platform/readings/note-readings.ts";
import type { Refusal } from "#platform/refusal.ts";

/**
 * How many people's data one reader sees in an hour (TRUST case 18). A clerk at a desk serves a dozen; a list shows twenty masked
 * lines a page. Whoever needs more asks for a list with its reason and a second person.
 */
const LIMITS: Readonly<Record<"register.list" | "register.person" | "register.number", number>> = {
  "register.list": 200,
  "register.person": 50,
  "register.number": 20,
};

/** Records that these people's data is read now, or refuses where it would be too many for one hour. */
export async function noteReadings(
  context: ActionContext,
  what: keyof typeof LIMITS,
  persons: readonly string[],
): Promise<Refusal | undefined> {
  return await noteReadingsOf(context, { what, persons, most: LIMITS[what] });
}
