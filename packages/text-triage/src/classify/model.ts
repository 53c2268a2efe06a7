import type { Calibration } from "./calibrate.ts";
import type { Threshold } from "./choose-threshold.ts";

/** What training saw, on texts each machine had not learnt from. All shares 0 … 1. */
export type Measured = {
  readonly texts: number;
  readonly macroF1: number;
  readonly perClass: readonly ClassFigures[];
  /** On the texts the threshold was chosen on: natural ones if there are enough of them, else all. */
  readonly threshold: Threshold & { readonly texts: number };
};

export type ClassFigures = {
  readonly label: string;
  readonly texts: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
};

/** Everything a classifier needs; plain data. */
export type TriageModel = {
  readonly labels: readonly string[];
  /** Commonest first. */
  readonly dictionary: readonly string[];
  /** Texts the inverse frequencies were learnt from. */
  readonly texts: number;
  /** Of each feature: hash of its n-gram, texts that hold it (descending), and a weight a class in steps of its scale. */
  readonly hashes: Int32Array;
  readonly textsWith: Int32Array;
  readonly weights: Int8Array;
  readonly scales: readonly number[];
  readonly biases: readonly number[];
  readonly calibration: Calibration;
  readonly examples: readonly Example[];
  readonly measured: Measured;
};

/** A training text as the model remembers it: its weightiest features, and the beginning of it with persons masked. */
export type Example = {
  readonly id: string;
  readonly label: number;
  readonly excerpt: string;
  /** Features in ascending order, and what each weighs, in 255ths of the weightiest. */
  readonly features: Int32Array;
  readonly values: Uint8Array;
};
