import { refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import type { GROUNDS, STATES } from "../contract/requests.ts";

export type Ground = (typeof GROUNDS)[number];

export type RequestAsked = {
  readonly personId: string;
  readonly state: (typeof STATES)[number];
  readonly firstBy: string | null;
  readonly ground: Ground | null;
};

export type Decision = {
  readonly by: string;
  readonly decision: "agreed" | "refused";
  readonly ground: Ground | undefined;
  readonly answer: string;
};

/**
 * Two persons, neither of them whoever asked, on one ground: the first agrees, the second lets it begin. Either may refuse, with reasons
 * (PIPL 47, 50). @returns the state it is in from now on
 */
export function decideOn(
  asked: RequestAsked,
  { by, decision, ground, answer }: Decision,
): "agreed" | "erasing" | "refused" | Refusal {
  if (asked.state !== "asked" && asked.state !== "agreed") return refuse("conflict", "request-decided");
  if (by === asked.personId) return refuse("forbidden", "own-request");
  if (decision === "refused") return answer.trim() === "" ? refuseField("/answer", "answer-missing") : "refused";
  if (asked.firstBy === by) return refuse("forbidden", "same-person");
  if (ground === undefined) return refuseField("/ground", "ground-missing");
  if (asked.state === "asked") return "agreed";
  return asked.ground === ground ? "erasing" : refuse("conflict", "ground-differs");
}
