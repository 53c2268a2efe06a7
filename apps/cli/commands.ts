import type { Command } from "./command.ts";

/** Every command by its words, loaded only when it is called. One line a command, in the order of `--help`. */
export const COMMANDS: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  backup: () => import("./commands/backup.ts"),
  judge: () => import("./commands/judge.ts"),
  "procedure check": () => import("./commands/procedure-check.ts"),
  "procedure run": () => import("./commands/procedure-run.ts"),
  "cases export": () => import("./commands/cases-export.ts"),
  "import appeals": () => import("./commands/import-appeals.ts"),
  "import persons": () => import("./commands/import-persons.ts"),
  "import map": () => import("./commands/import-map.ts"),
  "budget count": () => import("./commands/budget-count.ts"),
  "ballots count": () => import("./commands/ballots-count.ts"),
  "panel draw": () => import("./commands/panel-draw.ts"),
  "triage train": () => import("./commands/triage-train.ts"),
  "triage classify": () => import("./commands/triage-classify.ts"),
  "triage duplicates": () => import("./commands/triage-duplicates.ts"),
  "triage issues": () => import("./commands/triage-issues.ts"),
  distribute: () => import("./commands/distribute.ts"),
  "opinions map": () => import("./commands/opinions-map.ts"),
  "verify rates": () => import("./commands/verify-rates.ts"),
  call: () => import("./commands/call.ts"),
  permissions: () => import("./commands/permissions.ts"),
  restore: () => import("./commands/restore.ts"),
  verify: () => import("./commands/verify.ts"),
  witness: () => import("./commands/witness.ts"),
  "record download": () => import("./commands/record-download.ts"),
};
