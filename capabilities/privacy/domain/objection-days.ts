import { addDays } from "@gongzhi/working-days";

/** Calendar days of the rule `privacy.objections` in which an objection is answered; the day it was made is not counted. */
export function readObjectionDays(parameters: Readonly<Record<string, unknown>>): number {
  return Number(parameters["decideDays"]);
}

/** @returns the legal day at whose end it must be answered */
export function objectionDue(madeOn: string, days: number): string {
  return addDays(madeOn, days);
}
