import { FUNCTION_WORDS, LEFT_OVER_WORDS } from "../text/function-words.ts";
import { TriageRefusal } from "../refusal.ts";
import { learnDictionary } from "../text/learn-dictionary.ts";
import { buildWordTrie } from "../text/word-trie.ts";
import { calibrate, type Calibration, fitCalibration } from "./calibrate.ts";
import { type Answer, chooseThreshold } from "./choose-threshold.ts";
import type { Machines } from "./descend.ts";
import { buildExamples } from "./examples.ts";
import { measureClasses } from "./measure.ts";
import type { Measured, TriageModel } from "./model.ts";
import { buildTextMatrix } from "./text-matrix.ts";
import { assignFolds, FOLDS, groupTexts, readLabels, type TrainingText } from "./training-text.ts";
import { trainMachines } from "./train-machines.ts";

export type TrainingOptions = {
  /** Share of the kept answers that shall be right, 0.5 … 0.999; by default 0.95. */
  readonly targetRight?: number;
  /** Training texts kept as near examples, at most; by default 8,000. 0 for a model that holds no piece of any text. */
  readonly examples?: number;
  /** Decides the order of training and the folds; the same seed and texts give the same model. */
  readonly seed?: number;
  readonly onProgress?: (step: string, share: number) => void;
};

const TARGET_RIGHT = 0.95;
const EXAMPLES = 8_000;
const EXAMPLES_MAX = 50_000;
/** Below, the threshold is chosen on all texts: fewer natural ones would say less than segmented ones do. */
const NATURAL_TEXTS_MIN = 300;
const STEPS = 127;

/**
 * Learns a classifier from texts. Refuses texts that cannot be learnt from (`no-texts`, `too-many-texts`, `too-few-classes`,
 * `too-many-classes`, `class-too-small`) and options that mean nothing (`bad-option`).
 */
export function trainModel(texts: readonly TrainingText[], options: TrainingOptions = {}): TriageModel {
  const { targetRight = TARGET_RIGHT, examples = EXAMPLES, seed = 1, onProgress } = options;
  assertOptions(targetRight, examples);
  const labels = readLabels(texts);
  const numbers = new Map(labels.map((label, number) => [label, number]));
  const truth = Int32Array.from(texts, ({ label }) => numbers.get(label)!);
  onProgress?.("reading", 0);
  const dictionary = learnDictionary(texts.filter(({ segmented }) => segmented).map(({ text }) => text));
  const matrix = buildTextMatrix(
    texts.map(({ text }) => text),
    buildWordTrie(dictionary, [...FUNCTION_WORDS, ...LEFT_OVER_WORDS]),
    truth,
    labels.length,
  );
  onProgress?.("training", 0);
  const groups = groupTexts(texts);
  const folds = assignFolds(texts, groups, FOLDS, seed);
  const { machines, unseenMargins } = trainMachines(matrix, truth, labels.length, folds, FOLDS, seed, (share) =>
    onProgress?.("training", share),
  );
  const natural = Int32Array.from(texts.keys()).filter((row) => !texts[row]!.segmented);
  const trusted = natural.length >= NATURAL_TEXTS_MIN ? natural : Int32Array.from(texts.keys());
  const calibration = fitCalibration(unseenMargins, truth, labels.length);
  return {
    labels,
    dictionary,
    texts: texts.length,
    hashes: matrix.hashes,
    textsWith: matrix.textsWith,
    ...roundWeights(machines, matrix.hashes.length),
    biases: [...machines.weights.subarray(-machines.stride)].slice(0, labels.length),
    calibration,
    examples: buildExamples(texts, truth, matrix, groups, examples),
    measured: measure(labels, truth, unseenMargins, calibration, trusted, targetRight),
  };
}

function assertOptions(targetRight: number, examples: number): void {
  if (!(targetRight >= 0.5 && targetRight <= 0.999)) {
    throw new TriageRefusal("bad-option", `a target lies between 0.5 and 0.999, not at ${targetRight}`);
  }
  if (!Number.isInteger(examples) || examples < 0 || examples > EXAMPLES_MAX) {
    throw new TriageRefusal("bad-option", `between 0 and ${EXAMPLES_MAX} examples can be kept, not ${examples}`);
  }
}

/** One byte a weight, in 127ths of the class's largest: a quarter of the memory, and no answer in a thousand changes. */
function roundWeights(machines: Machines, features: number): Pick<TriageModel, "weights" | "scales"> {
  const { classes, stride, weights: exact } = machines;
  const largest = new Float64Array(classes);
  for (let feature = 0; feature < features; feature += 1) {
    for (let label = 0; label < classes; label += 1) {
      largest[label] = Math.max(largest[label]!, Math.abs(exact[feature * stride + label]!));
    }
  }
  const scales = Array.from(largest, (most) => (most === 0 ? 1 : most / STEPS));
  const weights = new Int8Array(features * classes);
  for (let feature = 0; feature < features; feature += 1) {
    for (let label = 0; label < classes; label += 1) {
      weights[feature * classes + label] = Math.round(exact[feature * stride + label]! / scales[label]!);
    }
  }
  return { weights, scales };
}

function measure(
  labels: readonly string[],
  truth: Int32Array,
  unseenMargins: Float64Array,
  calibration: Calibration,
  trusted: Int32Array,
  targetRight: number,
): Measured {
  const shares = new Float64Array(labels.length);
  const answers: Answer[] = [];
  const given = new Int32Array(truth.length);
  for (let row = 0; row < truth.length; row += 1) {
    calibrate(calibration, unseenMargins, row * labels.length, shares);
    let best = 0;
    for (let label = 1; label < labels.length; label += 1) if (shares[label]! > shares[best]!) best = label;
    given[row] = best;
    answers.push({ probability: shares[best]!, right: best === truth[row] });
  }
  const perClass = measureClasses(labels, truth, given);
  const threshold = chooseThreshold(
    Array.from(trusted, (row) => answers[row]!),
    targetRight,
  );
  return {
    texts: truth.length,
    macroF1: perClass.reduce((sum, { f1 }) => sum + f1, 0) / labels.length,
    perClass,
    threshold: { ...threshold, texts: trusted.length },
  };
}
