import { FUNCTION_WORDS } from "../text/function-words.ts";
import { createSegmenter } from "../text/segment.ts";
import { buildWordTrie } from "../text/word-trie.ts";
import { createExampleFinder, type NearExample } from "./examples.ts";
import { listReasons, type Reading, type Reason } from "./explain.ts";
import { createFeatureCounter } from "./features.ts";
import { createHashIndex, internHash } from "./hash-index.ts";
import { createJudge } from "./judge.ts";
import type { TriageModel } from "./model.ts";
import { createNgramReader, FAMILY_COUNT, type Ngrams } from "./ngrams.ts";
import { familyFactors, inverseFrequency, weighFeatures } from "./weights.ts";

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

/** Of a text's characters, pairs and triples, the share that must be known: else the text is not of the kind that was learnt. */
const KNOWN_SHARE_MIN = 0.25;
/** The family of characters, pairs and triples of the whole text. */
const CHARACTERS = 1;

/** Makes a model ready to classify: tens of milliseconds. The functions share buffers and are not reentrant. */
export function createClassifier(model: TriageModel): Classifier {
  const index = createHashIndex(model.hashes.length);
  for (const hash of model.hashes) internHash(index, hash);
  const idf = Float32Array.from(model.textsWith, (texts) => inverseFrequency(model.texts, texts));
  const segment = createSegmenter(buildWordTrie(model.dictionary, FUNCTION_WORDS));
  const readNgrams = createNgramReader();
  const countFeatures = createFeatureCounter(index, "leave-out");
  const judge = createJudge(model, idf);
  const factors = new Float64Array(FAMILY_COUNT);
  let findExamples: ReturnType<typeof createExampleFinder> | undefined;

  const read = (text: string): Reading => {
    const words = segment(text);
    const ngrams = readNgrams(words);
    const features = countFeatures(ngrams);
    return { text, words, ngrams, features, factors, idf };
  };
  return {
    classify: (text) => {
      const { ngrams, features } = read(text);
      const { first, second, probability } = judge(features);
      const askAPerson = probability < model.measured.threshold.askBelow || knownShare(ngrams) < KNOWN_SHARE_MIN;
      return { label: model.labels[first]!, probability, second: model.labels[second]!, askAPerson };
    },
    explain: (text, limit) => {
      const reading = read(text);
      const { first, second } = judge(reading.features);
      familyFactors(reading.features, idf, factors);
      return listReasons(reading, model, first, second, limit);
    },
    nearest: (text, limit) => {
      findExamples ??= createExampleFinder(model);
      const { features } = read(text);
      familyFactors(features, idf, factors);
      return findExamples(weighFeatures(features, idf, factors), limit);
    },
  };
}

/** 0 for a text without a single character that counts. */
function knownShare(ngrams: Ngrams): number {
  const from = ngrams.familyEnds[CHARACTERS - 1]!;
  const to = ngrams.familyEnds[CHARACTERS]!;
  let known = 0;
  for (let at = from; at < to; at += 1) if (ngrams.keys[at]! >= 0) known += 1;
  return to === from ? 0 : known / (to - from);
}
