import { readFileSync } from "node:fs";

/** The process both engines run: six user tasks, a decision by data and two tasks side by side. */
export const STEPS = ["register", "examine", "handle", "reply", "record", "close"] as const;

/** How the file writes “accepted is true”: in FEEL. */
const CONDITION = "accepted = true";

/** `condition`: how the engine at hand writes it. */
export function sixSteps(condition: string): string {
  return readFileSync(new URL("./six-steps.bpmn", import.meta.url), "utf8").replace(CONDITION, condition);
}
