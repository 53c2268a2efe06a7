import { refuseField, type Refusal } from "#platform/refusal.ts";

export type Sex = "female" | "male";

/** What an identity number says of its holder (GB 11643-1999: birth date at 7–14, an odd 17th digit is a man's). */
export type IdentityFacts = { readonly number: string; readonly birthDate: string };

export type TypedFacts = { readonly sex?: Sex | undefined; readonly bornOn?: string | undefined };
export type ReadFacts = { readonly sex: Sex | null; readonly bornOn: string | null };

/** The oldest people known lived 122 years. */
const OLDEST_YEARS = 130;

/** Birth date and sex from the number, where there is one; what was typed besides must agree with it. */
export function readFacts(typed: TypedFacts, identity: IdentityFacts | undefined, today: string): ReadFacts | Refusal {
  const bornOn = typed.bornOn ?? identity?.birthDate ?? null;
  if (bornOn !== null && bornOn > today) return refuseField("/bornOn", "born-later");
  if (bornOn !== null && Number(bornOn.slice(0, 4)) < Number(today.slice(0, 4)) - OLDEST_YEARS)
    return refuseField("/bornOn", "born-too-early");
  if (identity === undefined) return { bornOn, sex: typed.sex ?? null };
  if (typed.bornOn !== undefined && typed.bornOn !== identity.birthDate)
    return refuseField("/bornOn", "not-as-identity", { day: identity.birthDate });
  const sex = sexOf(identity);
  if (typed.sex !== undefined && typed.sex !== sex) return refuseField("/sex", "sex-not-as-identity");
  return { bornOn, sex };
}

export function sexOf(identity: IdentityFacts): Sex {
  return Number(identity.number[16]) % 2 === 1 ? "male" : "female";
}
