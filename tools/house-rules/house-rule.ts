import type { SourceFile } from "./reading/source-file.ts";

export type Violation = { readonly path: string; readonly line?: number; readonly message: string };

/** One rule of the house: a pure function over the project's files, with a test beside it that plants a violation. */
export type HouseRule = {
  readonly name: string;
  /** One sentence, printed with its violations. */
  readonly says: string;
  /** The files it looks at. */
  readonly reads: (path: string) => boolean;
  /** True when a project with these paths must have files for this rule to look at; always, unless it says otherwise. */
  readonly due?: (paths: readonly string[]) => boolean;
  /** `files` is what `reads` chose, `all` the whole project. */
  readonly find: (files: readonly SourceFile[], all: readonly SourceFile[]) => readonly Violation[];
};

export type Verdict = {
  readonly rule: HouseRule;
  readonly scanned: number;
  readonly state: "passed" | "failed" | "skipped";
  readonly violations: readonly Violation[];
};

/** Runs one rule. A rule that found no file to look at has proved nothing: that is a failure unless it is not due yet. */
export function judge(rule: HouseRule, all: readonly SourceFile[]): Verdict {
  const files = all.filter((file) => rule.reads(file.path));
  if (files.length === 0) {
    const due = rule.due?.(all.map((file) => file.path)) ?? true;
    if (!due) return { rule, scanned: 0, state: "skipped", violations: [] };
    const message = `the rule ${rule.name} found no file to look at, so it has proved nothing`;
    return { rule, scanned: 0, state: "failed", violations: [{ path: ".", message }] };
  }
  const violations = findOrExplain(rule, files, all);
  return { rule, scanned: files.length, state: violations.length === 0 ? "passed" : "failed", violations };
}

/** A file that cannot be read (a program or a migration that does not parse) is a violation, not the end of the checks. */
function findOrExplain(rule: HouseRule, files: readonly SourceFile[], all: readonly SourceFile[]): readonly Violation[] {
  try {
    return rule.find(files, all);
  } catch (error) {
    return [
      {
        path: ".",
        message: `the rule ${rule.name} could not read on: ${error instanceof Error ? error.message : String(error)}`,
      },
    ];
  }
}

export function formatViolation(violation: Violation): string {
  const place = violation.line === undefined ? violation.path : `${violation.path}:${violation.line}`;
  return `  ${place}  ${violation.message}`;
}
