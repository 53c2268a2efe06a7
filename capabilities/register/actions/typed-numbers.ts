import type { ActionContext } from "#platform/capability.ts";
import { isWithin, areasOf } from "#platform/actor.ts";
import { readIdentityNumber, type IdentityNumber } from "#platform/identifiers/identity-number.ts";
import { readPhone } from "#platform/identifiers/phone.ts";
import { isRefusal, refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { findIdentityPlace } from "../store/add-person.ts";

/** Undefined where nothing was typed. */
export function typedIdentity(typed: string | undefined): IdentityNumber | Refusal | undefined {
  if (typed === undefined || typed.trim() === "") return undefined;
  return readIdentityNumber(typed) ?? refuseField("/identityNumber", "identity-not-valid");
}

export function typedPhone(typed: string | undefined): string | Refusal | undefined {
  if (typed === undefined || typed.trim() === "") return undefined;
  return readPhone(typed)?.number ?? refuseField("/phone", "phone-not-valid");
}

/** Refused where the number is registered to another person already: with the place, and the entry where the writer may see it. */
export async function refuseTaken(
  context: ActionContext,
  identity: IdentityNumber | undefined,
  ownId?: string,
): Promise<Refusal | undefined> {
  if (identity === undefined) return undefined;
  const found = await findIdentityPlace(context.tx, context.house.keys, identity.number);
  if (found === undefined || found.person_id === ownId) return undefined;
  const near = areasOf(context.actor).some((area) => isWithin(found.division_path, area));
  return refuse("conflict", "identity-registered", {
    facts: { place: found.area, ...(near ? { personId: found.person_id } : {}) },
  });
}

export type TypedNumbers = { readonly identity: IdentityNumber | undefined; readonly phone: string | undefined };

export async function readTypedNumbers(
  context: ActionContext,
  typed: { readonly identityNumber?: string | undefined; readonly phone?: string | undefined },
  ownId?: string,
): Promise<TypedNumbers | Refusal> {
  const identity = typedIdentity(typed.identityNumber);
  if (isRefusal(identity)) return identity;
  const phone = typedPhone(typed.phone);
  if (isRefusal(phone)) return phone;
  return (await refuseTaken(context, identity, ownId)) ?? { identity, phone };
}
