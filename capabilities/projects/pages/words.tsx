import type { OutputOf } from "#platform/contract.ts";
import { StatusTag, useText, type Tone } from "#ui-kit/index.ts";
import type { readProject } from "../contract/read-project.ts";

export type View = OutputOf<typeof readProject>;
export type ProjectFacts = View["project"];

/** What is late says so before anything else. */
export function toneOf({ state, late }: Pick<ProjectFacts, "state" | "late">): Tone {
  if (late) return "bad";
  return state === "finished" ? "good" : state === "stopped" ? "neutral" : "info";
}

export function stateKey({ state, late }: Pick<ProjectFacts, "state" | "late">): string {
  return late ? `${state}-late` : state;
}

export function ProjectState({ project }: { readonly project: Pick<ProjectFacts, "state" | "late"> }) {
  const t = useText("projects");
  return <StatusTag tone={toneOf(project)}>{t(`states.${stateKey(project)}`)}</StatusTag>;
}

/** The day by which whoever has it now is due. */
export function dueNow({ project, acceptDue, accountDue }: View): string | null {
  switch (project.state) {
    case "running":
      return project.dueOn;
    case "done":
      return acceptDue;
    case "accepted":
      return accountDue;
    case "finished":
    case "stopped":
      return null;
  }
}
