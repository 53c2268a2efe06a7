import { parseDecimal } from "../exact/decimal.ts";
import { greatestCommonDivisor, type Rational, rational, reduced } from "../exact/rational.ts";
import { SocialChoiceRefusal } from "../refusal.ts";
import { type NestedList, readNestedList } from "./nested-list.ts";
import { CANDIDATES_MAX, type Profile, profileOf } from "./profile.ts";

/** The keys of the format; any other is refused, as abcvoting does. */
const KEYS = ["description", "profile", "voter_weights", "num_cand", "committeesize", "compute"] as const;
type Entry = { readonly line: number; readonly value: string };

/**
 * Reads abcvoting's `.abc.yaml`: not YAML at large but the few shapes that format has. `profile` and `voter_weights` are lists in
 * brackets or an item a line after a dash; weights may be fractions; `num_cand` and `committeesize` are numbers; `description` and
 * `compute` are passed over. Candidates are called by their numbers, from "0".
 * @throws SocialChoiceRefusal with the line.
 */
export function readAbcYaml(text: string): Profile {
  const entries = topLevelEntries(text);
  const profile = entries.get("profile");
  if (profile === undefined) throw new SocialChoiceRefusal("missing-section", "the file has no profile");
  const approvals = readLists(profile);
  const largest = approvals.reduce((most, list) => list.reduce((a, b) => Math.max(a, b), most), -1);
  const count = readNumber(entries.get("num_cand")) ?? largest + 1;
  if (largest >= count) throw new SocialChoiceRefusal("unknown-candidate", `candidate ${largest} of ${count}`, profile.line);
  if (count > CANDIDATES_MAX) throw new SocialChoiceRefusal("too-large", `${count} candidates; at most ${CANDIDATES_MAX}`);
  const weights = readWeights(entries.get("voter_weights"), approvals.length);
  const seats = readNumber(entries.get("committeesize"));
  return profileOf({
    candidates: Array.from({ length: count }, (_, index) => String(index)),
    ballots: approvals.map((list, voter) => {
      const ranking = [...new Set(list)];
      return { weight: weights[voter]!, ranking, tiers: ranking.length === 0 ? [] : [ranking.length] };
    }),
    kind: "approval",
    ...(seats === undefined ? {} : { seats }),
  });
}

function topLevelEntries(text: string): ReadonlyMap<string, Entry> {
  const entries = new Map<string, { readonly line: number; value: string }>();
  let current: { value: string } | undefined;
  for (const [index, content] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    if (content.trim() === "" || content.startsWith("#") || content.startsWith("---")) continue;
    const match = /^([A-Za-z_]\w*):(?:\s+(.*))?$/.exec(content);
    if (match !== null) {
      const key = match[1]!;
      if (!KEYS.some((known) => known === key)) throw new SocialChoiceRefusal("unknown-format", `unknown key ${key}`, index + 1);
      if (entries.has(key)) throw new SocialChoiceRefusal("duplicate", `${key} stands twice`, index + 1);
      const entry = { line: index + 1, value: match[2] ?? "" };
      entries.set(key, entry);
      current = entry;
    } else if (current !== undefined && /^(?:\s|-)/.test(content)) current.value += `\n${content}`;
    else throw new SocialChoiceRefusal("bad-row", "a line that belongs to no key", index + 1);
  }
  return entries;
}

function readLists({ line, value }: Entry): readonly (readonly number[])[] {
  const lists = readNestedList(value)?.map((list) => (typeof list === "string" ? undefined : list.map(candidateNumber)));
  if (lists === undefined || lists.some((list) => list?.every((number) => number !== undefined) !== true)) {
    throw new SocialChoiceRefusal("bad-row", "profile is a list of lists of candidate numbers", line);
  }
  return lists as readonly (readonly number[])[];
}

function candidateNumber(item: NestedList[number]): number | undefined {
  return typeof item === "string" && /^\d{1,9}$/.test(item) ? Number(item) : undefined;
}

function readNumber(entry: Entry | undefined): number | undefined {
  if (entry === undefined) return undefined;
  const written = entry.value.replace(/(?:^|\s)#.*$/, "").trim();
  if (!/^\d{1,9}$/.test(written)) throw new SocialChoiceRefusal("bad-number", `«${written}» is not a number`, entry.line);
  return Number(written);
}

/** Weights as whole numbers in the same proportions: only those matter. */
function readWeights(entry: Entry | undefined, voters: number): readonly number[] {
  if (entry === undefined) return Array.from({ length: voters }, () => 1);
  const weights = (readNestedList(entry.value) ?? []).map((part) => {
    const weight = typeof part === "string" ? weightIn(part) : undefined;
    if (weight === undefined || weight.numerator <= 0n) {
      throw new SocialChoiceRefusal("bad-number", `weight «${String(part)}»`, entry.line);
    }
    return weight;
  });
  if (weights.length !== voters)
    throw new SocialChoiceRefusal("count-mismatch", `${weights.length} weights for ${voters} voters`, entry.line);
  let common = 1n;
  for (const { denominator } of weights) common *= denominator / greatestCommonDivisor(common, denominator);
  return weights.map(({ numerator, denominator }) => {
    const whole = Number(numerator * (common / denominator));
    if (!Number.isSafeInteger(whole)) throw new SocialChoiceRefusal("too-large", "weights of 2^53 parts or more", entry.line);
    return whole;
  });
}

/** `2`, `0.5` or `1/3`. */
function weightIn(part: string): Rational | undefined {
  const fraction = /^(\d{1,15})\/([1-9]\d{0,14})$/.exec(part);
  if (fraction !== null) return reduced(rational(BigInt(fraction[1]!), BigInt(fraction[2]!)));
  const decimal = parseDecimal(part);
  return decimal === undefined ? undefined : reduced(rational(decimal.units, 10n ** BigInt(decimal.places)));
}
