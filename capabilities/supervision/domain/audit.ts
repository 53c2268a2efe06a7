import { lastDay } from "./course.ts";

/** What an audit has to cover, in the order the law lists it; the last only where a fifth of the villagers asked. */
export const COVERS = ["finance", "debts", "funds", "works", "assets", "asked"] as const;

/** The rule `supervision.audit`; calendar days. */
export type AuditRule = { readonly exitDays: number; readonly termDays: number; readonly findingDays: number };

export function readAuditRule(parameters: Readonly<Record<string, unknown>>): AuditRule {
  const days = (name: string) => Number(parameters[name]);
  return { exitDays: days("exitDays"), termDays: days("termDays"), findingDays: days("findingDays") };
}

/** By when the report is public. @param endedOn the legal day the post or its term ended on */
export function auditDue(kind: "term" | "exit", endedOn: string, rule: AuditRule): string {
  return lastDay(endedOn, kind === "exit" ? rule.exitDays : rule.termDays);
}
