import { createClassifier, readModel, type TrainingText, trainModel, writeModel } from "../src/index.ts";
import { groupTexts } from "../src/classify/training-text.ts";
import { bootstrapDifference } from "./bootstrap.ts";
import { type Answer, classF1, crossValidate, cutFolds, macroF1 } from "./cross-validate.ts";
import { findTwins } from "./labelled.ts";
import { type LinearSvcOptions, type LinearSvcResult, type Reading, runLinearSvc } from "./peers/linear-svc.ts";
import { meanOf, measureTime, rounded, spreadOf } from "./timing.ts";

type Emit = (line: Record<string, unknown>) => void;

const FOLDS = 5;
const FOLD_SEED = 7;
const RESAMPLES = 2_000;
const TRAINING_SECONDS_GOAL = 5;
const TEXTS_A_SECOND_GOAL = 10_000;
const MODEL_BYTES_GOAL = 5_000_000;
const RIGHT_GOAL = 0.95;
const ROUNDS = 3;

/** The peer as its reference figures were made, and at its best: without the spaces, over costs, with and without class weights. */
const PEERS: readonly { readonly reading: Reading; readonly machines: readonly LinearSvcOptions[] }[] = [
  { reading: { analyzer: "char", spaces: "kept" }, machines: [{ cost: 0.5, balanced: false }] },
  {
    reading: { analyzer: "char_wb", spaces: "kept" },
    machines: [
      { cost: 0.5, balanced: false },
      { cost: 1, balanced: true },
    ],
  },
  {
    reading: { analyzer: "word", spaces: "cut" },
    machines: [
      { cost: 0.5, balanced: false },
      { cost: 1, balanced: true },
    ],
  },
  {
    reading: { analyzer: "char", spaces: "stripped" },
    machines: [
      { cost: 0.25, balanced: true },
      { cost: 0.5, balanced: false },
      { cost: 0.5, balanced: true },
      { cost: 1, balanced: true },
    ],
  },
];

export function benchClassifier(texts: readonly TrainingText[], emit: Emit): void {
  const folds = cutFolds(texts, FOLD_SEED);
  const { answers } = crossValidate(texts, folds);
  const rows = [...texts.keys()];
  const natural = rows.filter((row) => !texts[row]!.segmented);
  emitTwins("classify", texts, answers, emit);
  emitClasses(texts, answers, folds, emit);
  emitKept("all texts", texts, answers, rows, emit);
  emitKept("natural texts", texts, answers, natural, emit);
  benchSpeed(texts, emit);
  const groups = groupTexts(texts);
  const kinds = [
    { what: "all texts", own: rows },
    { what: "natural texts", own: natural },
  ];
  for (const { reading, machines } of PEERS) {
    const results = runLinearSvc(texts, folds, reading, machines);
    for (const [number, { cost, balanced }] of machines.entries()) {
      const grams = reading.analyzer === "word" ? "words 1-2" : `characters 1-3, ${reading.analyzer}`;
      const named = `LinearSVC on ${grams}, spaces ${reading.spaces}, C=${cost}${balanced ? ", balanced" : ""}`;
      const peer = results?.[number];
      if (peer === undefined) {
        emit({ name: "classify: macro-F1 on five folds", peer: named, absent: true });
        continue;
      }
      for (const { what, own } of kinds) emitPeer(what, named, texts, groups, answers, peer, own, emit);
    }
  }
}

function emitPeer(
  what: string,
  named: string,
  texts: readonly TrainingText[],
  groups: Int32Array,
  answers: readonly Answer[],
  peer: LinearSvcResult,
  own: readonly number[],
  emit: Emit,
): void {
  const ours = macroF1(texts, answers, own);
  const theirs = macroF1(texts, peer.answers, own);
  const { low, high, notAbove } = bootstrapDifference(texts, groups, answers, peer.answers, own, RESAMPLES);
  emit({
    name: `classify: macro-F1 on five folds, ${what}`,
    ours: rounded(ours),
    peer: rounded(theirs),
    peerIs: `${peer.version} ${named}`,
    ratio: rounded(ours / theirs),
    goal: "above the peer",
    difference: rounded(ours - theirs),
    bootstrap95: [rounded(low), rounded(high)],
    notAbove: rounded(notAbove),
    peerTrainingSeconds: rounded(meanOf(peer.trainingSeconds), 2),
    peerTextsASecond: Math.round(1000 / meanOf(peer.millisecondsAText)),
  });
}

function benchSpeed(texts: readonly TrainingText[], emit: Emit): void {
  for (let round = 1; round <= ROUNDS; round += 1) {
    const { result: model, taken } = measureTime(() => trainModel(texts));
    emit({
      name: `classify: training on ${texts.length} texts, seconds`,
      round,
      ours: rounded(taken.processorSeconds, 2),
      clock: rounded(taken.clockSeconds, 2),
      goal: TRAINING_SECONDS_GOAL,
    });
    if (round < ROUNDS) continue;
    const bytes = writeModel(model);
    emit({
      name: "classify: bytes of the model",
      ours: bytes.length,
      features: model.hashes.length,
      examples: model.examples.length,
      goal: MODEL_BYTES_GOAL,
    });
    const classifier = createClassifier(readModel(bytes));
    const natural = texts.filter(({ segmented }) => !segmented).map(({ text }) => text);
    for (let again = 1; again <= ROUNDS; again += 1) {
      const speed = (work: (text: string) => unknown, times: number): number => {
        const { taken: spent } = measureTime(() => {
          for (let time = 0; time < times; time += 1) for (const text of natural) work(text);
        });
        return Math.round((times * natural.length) / spent.processorSeconds);
      };
      emit({
        name: "classify: natural texts a second a core",
        round: again,
        ours: speed((text) => classifier.classify(text), 10),
        goal: TEXTS_A_SECOND_GOAL,
      });
      emit({
        name: "classify: the same with five reasons",
        round: again,
        ours: speed((text) => [classifier.classify(text), classifier.explain(text, 5)], 2),
      });
    }
  }
}

/** Natural texts beside their own segmented twins: neither was learnt from. */
function emitTwins(name: string, texts: readonly TrainingText[], answers: readonly Answer[], emit: Emit): void {
  const twins = findTwins(texts);
  const natural = macroF1(
    texts,
    answers,
    twins.map((twin) => twin.natural),
  );
  const segmented = macroF1(
    texts,
    answers,
    twins.map((twin) => twin.segmented),
  );
  emit({
    name: `${name}: macro-F1 of ${twins.length} natural texts beside their segmented twins`,
    ours: rounded(natural),
    twins: rounded(segmented),
    goal: "not below the twins",
  });
}

function emitClasses(texts: readonly TrainingText[], answers: readonly Answer[], folds: Int8Array, emit: Emit): void {
  const byFold = Array.from({ length: FOLDS }, (_, fold) => {
    const rows = [...texts.keys()].filter((row) => folds[row] === fold);
    return { perClass: classF1(texts, answers, rows), macro: macroF1(texts, answers, rows) };
  });
  const macros = byFold.map(({ macro }) => macro);
  emit({
    name: "classify: macro-F1, mean and spread of five folds",
    ours: rounded(meanOf(macros)),
    spread: rounded(spreadOf(macros)),
  });
  for (const label of byFold[0]!.perClass.keys()) {
    const values = byFold.map(({ perClass }) => perClass.get(label) ?? 0);
    emit({
      name: `classify: F1 of ${label}, mean and spread of five folds`,
      ours: rounded(meanOf(values)),
      spread: rounded(spreadOf(values)),
    });
  }
}

function emitKept(
  what: string,
  texts: readonly TrainingText[],
  answers: readonly Answer[],
  rows: readonly number[],
  emit: Emit,
): void {
  const kept = rows.filter((row) => !answers[row]!.askAPerson);
  const right = kept.filter((row) => answers[row]!.label === texts[row]!.label).length;
  emit({
    name: `classify: share right of what is kept at the threshold, ${what}`,
    ours: rounded(right / kept.length),
    goal: RIGHT_GOAL,
    handedToAPerson: rounded(1 - kept.length / rows.length),
  });
}
