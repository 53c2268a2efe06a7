import { readFileSync } from "node:fs";
import type { DefaultRule, MatterToAdd } from "#capabilities/rules/index.ts";

/** What a new township begins with: its rules may be replaced by its own versions from any day on. */
export type AppealDefaults = {
  readonly rules: readonly DefaultRule[];
  readonly matters: readonly MatterToAdd[];
  /** How an appeal is handled; and what another tenant asks of this one: a ruling on a dispute, help. */
  readonly procedures: readonly {
    readonly key: string;
    readonly title: string;
    readonly titleEn: string;
    readonly ruleKey: string;
    readonly bpmn: string;
  }[];
};

export function readAppealDefaults(): AppealDefaults {
  return {
    rules: JSON.parse(read("./rules.json")) as AppealDefaults["rules"],
    matters: JSON.parse(read("./matters.json")) as AppealDefaults["matters"],
    procedures: [
      procedure("handling", "诉求办理", "Handling an appeal"),
      procedure("ruling", "派单争议裁定", "Ruling on a dispute from below"),
      procedure("review", "诉求复核", "Review of an answer"),
      procedure("assistance", "下级吹哨协办", "Help called from below"),
    ],
  };
}

function procedure(name: string, title: string, titleEn: string): AppealDefaults["procedures"][number] {
  const bpmn = read(`../procedures/${name}.bpmn`);
  return { key: `appeals.${name}`, title, titleEn, ruleKey: "appeals.deadlines", bpmn };
}

function read(file: string): string {
  return readFileSync(new URL(file, import.meta.url), "utf8");
}
