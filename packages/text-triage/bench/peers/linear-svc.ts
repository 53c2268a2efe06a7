import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import type { TrainingText } from "../../src/index.ts";

/** What the peer reads: `char` over the whole text, or `char_wb` within what stands between spaces, padded by one on each side. */
export type Reading = { readonly analyzer: "char" | "char_wb"; readonly spaces: "kept" | "stripped" };

export type LinearSvcOptions = { readonly cost: number; readonly balanced: boolean };

export type LinearSvcResult = {
  readonly version: string;
  readonly answers: readonly { readonly label: string }[];
  readonly trainingSeconds: readonly number[];
  readonly millisecondsAText: readonly number[];
};

/** Debian's Python sees Debian's python3-sklearn; another interpreter on the path usually does not. */
const PYTHONS = ["/usr/bin/python3", "python3"];
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

/**
 * scikit-learn's LinearSVC on tf-idf of characters 1-3, on the given folds, once for each of the options; undefined where it is
 * not installed. `spaces` are kept as they are, or taken out, so that segmented and natural texts read alike.
 */
export function runLinearSvc(
  texts: readonly TrainingText[],
  folds: Int8Array,
  { analyzer, spaces }: Reading,
  options: readonly LinearSvcOptions[],
): readonly LinearSvcResult[] | undefined {
  const input = JSON.stringify({
    analyzer,
    texts: texts.map(({ text }) => (spaces === "kept" ? text : text.replaceAll(/\s+/gu, ""))),
    labels: texts.map(({ label }) => label),
    folds: [...folds],
    machines: options.map(({ cost, balanced }) => ({ cost, ...(balanced ? { class_weight: "balanced" } : {}) })),
  });
  for (const python of PYTHONS) {
    const ran = spawnSync(python, [resolve(import.meta.dirname, "linear_svc.py")], {
      input,
      maxBuffer: OUTPUT_BYTES_MAX,
      encoding: "utf8",
    });
    if (ran.error !== undefined) continue;
    if (ran.status !== 0) throw new Error(`${python} ended with ${ran.status}: ${ran.stderr}`);
    const result = JSON.parse(ran.stdout) as {
      readonly absent?: true;
      readonly version: string;
      readonly machines: readonly {
        readonly answers: readonly string[];
        readonly training_seconds: readonly number[];
        readonly predict_milliseconds_a_text: readonly number[];
      }[];
    };
    if (result.absent === true) continue;
    return result.machines.map((machine) => ({
      version: result.version,
      answers: machine.answers.map((label) => ({ label })),
      trainingSeconds: machine.training_seconds,
      millisecondsAText: machine.predict_milliseconds_a_text,
    }));
  }
  return undefined;
}
