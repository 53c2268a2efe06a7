import { FUNCTION_WORDS, LEFT_OVER_WORDS } from "../text/function-words.ts";
import { createSegmenter } from "../text/segment.ts";
import { buildWordTrie } from "../text/word-trie.ts";
import { createExampleFinder, type NearExample } from "./examples.ts";
import { listReasons, type Reading, type Reason } from "./explain.ts";
import { type FeatureTable, layFeatures, NUMBER } from "./feature-table.ts";
import { createFeatureFinder, type Features } from "./features.ts";
import { createJudge, type Judgement } from "./judge.ts";
import type { TriageModel } from "./model.ts";
import { createNgramReader, FAMILY_COUNT, type Ngrams } from "./ngrams.ts";

/** A suggestion: it decides nothing. */
export type Classification = {
  readonly label: string;
  /** How often such an answer is right, 0 … 1 (calibrated on texts the machines had not seen). */
  readonly probability: number;
  /** The second choice, for a person who disagrees with the first. */
  readonly second: string;
  /** The text is to be classified by a person: the answer is too unsure, or the text is not of the kind that was learnt. */
  readonly askAPerson: boolean;
};

export type Classifier = {
  readonly classify: (text: string) => Classification;
  /** The parts of the text that spoke for the first choice against the second, weightiest first; 0 for every part. */
  readonly explain: (text: string, limit: number) => readonly Reason[];
  /** The training texts most like this one, nearest first. */
  readonly nearest: (text: string, limit: number) => readonly NearExample[];
};

/**
 * Of a text's characters, pairs and triples, the share that must be known: else the text is not of the kind that was learnt.
 * Of 873 natural appeals none has less than 0.39.
 */
const KNOWN_SHARE_MIN = 0.35;
/** The family of characters, pairs and triples of the whole text. */
const CHARACTERS = 1;

/** Makes a model ready to classify: tens of milliseconds. The functions share buffers and are not reentrant. */
export function createClassifier(model: TriageModel): Classifier {
  const segment = createSegmenter(buildWordTrie(model.dictionary, [...FUNCTION_WORDS, ...LEFT_OVER_WORDS]));
  const readNgrams = createNgramReader();
  const table = layFeatures(model);
  const findFeatures = createFeatureFinder(table);
  const judge = createJudge(model, table);
  let findExamples: ReturnType<typeof createExampleFinder> | undefined;
  // Whoever asks for the class of a text asks for the reasons next: the buffers still hold it.
  let latest: Reading | undefined;

  const read = (text: string): Reading => {
    if (latest?.text === text) return latest;
    const words = segment(text);
    const ngrams = readNgrams(words);
    const features = findFeatures(ngrams);
    latest = { text, words, ngrams, features, table, judgement: judge(features) };
    return latest;
  };
  return {
    classify: (text) => {
      const { ngrams, features, judgement } = read(text);
      const { first, second, probability } = judgement;
      const askAPerson = probability < model.measured.threshold.askBelow || knownShare(ngrams, features) < KNOWN_SHARE_MIN;
      return { label: model.labels[first]!, probability, second: model.labels[second]!, askAPerson };
    },
    explain: (text, limit) => listReasons(read(text), model, limit),
    nearest: (text, limit) => {
      findExamples ??= createExampleFinder(model);
      const { features, judgement } = read(text);
      return findExamples(weighFeatures(table, features, judgement), limit);
    },
  };
}

/** 0 for a text without a single character that counts. */
function knownShare(ngrams: Ngrams, features: Features): number {
  const all = ngrams.familyEnds[CHARACTERS]! - ngrams.familyEnds[CHARACTERS - 1]!;
  let known = 0;
  for (let at = features.familyEnds[CHARACTERS - 1]!; at < features.familyEnds[CHARACTERS]!; at += 1) {
    known += features.counts[at]!;
  }
  return all === 0 ? 0 : known / all;
}

/** Feature → what it weighs in the text's vector of length 1. */
function weighFeatures({ words }: FeatureTable, features: Features, { values, factors }: Judgement): Map<number, number> {
  const weighed = new Map<number, number>();
  let cell = 0;
  for (let family = 0; family < FAMILY_COUNT; family += 1) {
    for (; cell < features.familyEnds[family]!; cell += 1) {
      weighed.set(words[features.rows[cell]! + NUMBER]!, values[cell]! * factors[family]!);
    }
  }
  return weighed;
}
