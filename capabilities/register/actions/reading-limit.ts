import type { ActionContext } from "#platform/capability.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import { findReadLately, type Reading } from "../store/count-readings.ts";

/**
 * How many people's data one reader sees in an hour (TRUST case 18). A clerk at a desk serves a dozen; a list shows twenty masked
 * lines a page. Whoever needs more asks for a list with its reason and a second person.
 */
const LIMITS: Readonly<Record<"register.list" | "register.person" | "register.number", number>> = {
  "register.list": 200,
  "register.person": 50,
  "register.number": 20,
};

/**
 * Records that these people's data is read now, or refuses where it would be too many for one hour. Who was seen in the same way
 * within the hour is not recorded again. The last one that is still let through is told to whoever audits.
 */
export async function noteReadings(
  context: ActionContext,
  what: keyof typeof LIMITS,
  persons: readonly string[],
): Promise<Refusal | undefined> {
  const { tx, actor } = context;
  const readerId = actor.personId;
  if (readerId === undefined) return undefined;
  const before = await findReadLately(tx, readerId, [what satisfies Reading]);
  const fresh = [...new Set(persons)].filter((id) => id !== readerId && !before.has(id));
  const most = LIMITS[what];
  if (before.size + fresh.length > most) return refuse("too-many", "reading-limit", { facts: { most, minutes: 60 } });
  for (const id of fresh) context.looked(id, what);
  if (fresh.length > 0 && before.size + fresh.length > most * 0.9 && before.size <= most * 0.9)
    context.emit("register.much-read", { readerId, what, persons: before.size + fresh.length });
  return undefined;
}
