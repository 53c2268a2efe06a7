import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import type { TrainingText } from "../../src/index.ts";
import { FUNCTION_WORDS, LEFT_OVER_WORDS } from "../../src/text/function-words.ts";
import { learnDictionary } from "../../src/text/learn-dictionary.ts";
import { createSegmenter } from "../../src/text/segment.ts";
import { buildWordTrie } from "../../src/text/word-trie.ts";

/**
 * What the peer reads: characters 1-3, `char` over the whole text, or `char_wb` within what stands between spaces, padded by one
 * on each side; or words and pairs of words, `cut` by our segmenter with a dictionary of all segmented texts, also of those it is
 * then asked about: it has none of its own.
 */
export type Reading = { readonly analyzer: "char" | "char_wb" | "word"; readonly spaces: "kept" | "stripped" | "cut" };

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
 * scikit-learn's LinearSVC on tf-idf of characters 1-3 or words 1-2, on the given folds, once for each of the options; undefined where it is
 * not installed. `spaces` are kept as they are, taken out, or put between words anew, so that segmented and natural texts read alike.
 */
export function runLinearSvc(
  texts: readonly TrainingText[],
  folds: Int8Array,
  { analyzer, spaces }: Reading,
  options: readonly LinearSvcOptions[],
): readonly LinearSvcResult[] | undefined {
  const input = JSON.stringify({
    analyzer,
    texts: readAs(texts, spaces),
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

function readAs(texts: readonly TrainingText[], spaces: Reading["spaces"]): readonly string[] {
  if (spaces === "kept") return texts.map(({ text }) => text);
  if (spaces === "stripped") return texts.map(({ text }) => text.replaceAll(/\s+/gu, ""));
  const dictionary = learnDictionary(texts.filter(({ segmented }) => segmented).map(({ text }) => text));
  const segment = createSegmenter(buildWordTrie(dictionary, [...FUNCTION_WORDS, ...LEFT_OVER_WORDS]));
  return texts.map(({ text }) => {
    const { units, ends, count } = segment(text);
    const words = Array.from({ length: count }, (_, word) => {
      return String.fromCharCode(...units.subarray(word === 0 ? 0 : ends[word - 1], ends[word]));
    });
    return words.join(" ");
  });
}
