import type { LegalDay } from "@gongzhi/working-days";

/** Whole numbers by name: `{ "adults": 312, "households": 90 }`. */
export type Figures = Readonly<Record<string, number>>;

/** One count of votes. What was not given is 0; who is present and in none of them did not vote. */
export type Tally = { readonly for: number; readonly against: number; readonly abstain: number; readonly invalid: number };

/** One written or oral mandate. `weights`: what it carries besides one person (`{ "area": 120 }`). */
export type Mandate = {
  readonly holder: string;
  readonly written: boolean;
  readonly holderIs: string | null;
  readonly weights: Figures;
};

/** A 推选 round: `seats` to be filled, `cast` ballots of which `invalid`, and each candidate's votes. */
export type Selection = {
  readonly seats: number;
  readonly cast: number;
  readonly invalid: number;
  readonly round: number;
  readonly candidates: readonly { readonly id: string; readonly votes: number }[];
};

/**
 * What is known of a meeting, checked one by one by `readMeeting`; `judge` checks the figures against each other. Everything may
 * be absent: a verdict says only what the figures given can say, so that it can follow a meeting from its notice to its end.
 */
export type Meeting = {
  /** The form of the rule; null: the first form of which figures are given that holds. */
  readonly form: string | null;
  readonly item: string | null;
  readonly meetingDay: LegalDay | null;
  readonly notice: { readonly day: LegalDay; readonly withAgenda: boolean | null } | null;
  /** Who belongs: all of each figure, `due` (due to attend, of the form's first figure), `women`, … */
  readonly roll: Figures;
  /** Who attends, valid proxies and those stepping aside included; null before the meeting. */
  readonly attendance: Figures | null;
  /** By what is counted; the key "" stands for the form's first. Null before the vote. */
  readonly ballots: Readonly<Record<string, Tally>> | null;
  readonly selection: Selection | null;
  readonly initiative: Figures | null;
  /** A number of mandates already found in order, or the mandates themselves. */
  readonly proxies: number | readonly Mandate[];
  readonly recusal: { readonly interested: number; readonly steppedAside: number } | null;
  readonly facts: Readonly<Record<string, boolean>>;
  readonly method: string | null;
};
