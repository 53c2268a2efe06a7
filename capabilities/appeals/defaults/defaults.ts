import { readFileSync } from "node:fs";
import type { MatterToAdd, RuleToEnact } from "#capabilities/rules/index.ts";

/** What a new township begins with: its rules may be replaced by its own versions from any day on. */
export type AppealDefaults = {
  readonly rules: readonly Pick<RuleToEnact, "key" | "title" | "titleEn" | "text" | "parameters" | "citations">[];
  readonly matters: readonly MatterToAdd[];
  readonly procedure: {
    readonly key: string;
    readonly title: string;
    readonly titleEn: string;
    readonly ruleKey: string;
    readonly bpmn: string;
  };
};

export function readAppealDefaults(): AppealDefaults {
  return {
    rules: JSON.parse(read("./rules.json")) as AppealDefaults["rules"],
    matters: JSON.parse(read("./matters.json")) as AppealDefaults["matters"],
    procedure: {
      key: "appeals.handling",
      title: "诉求办理",
      titleEn: "Handling an appeal",
      ruleKey: "appeals.deadlines",
      bpmn: read("../procedures/handling.bpmn"),
    },
  };
}

function read(file: string): string {
  return readFileSync(new URL(file, import.meta.url), "utf8");
}
