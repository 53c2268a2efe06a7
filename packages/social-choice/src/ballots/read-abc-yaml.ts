import { parseDecimal, unitsAt } from "../exact/decimal.ts";
import { SocialChoiceRefusal } from "../refusal.ts";
import { CANDIDATES_MAX, type Profile, profileOf } from "./profile.ts";

/** The keys of the format; any other is refused, as abcvoting does. */
const KEYS = ["description", "profile", "voter_weights", "num_cand", "committeesize", "compute"] as const;
type Entry = { readonly line: number; readonly value: string };

/**
 * Reads abcvoting's `.abc.yaml`: not YAML at large but the few shapes that format has. `profile` and `voter_weights` are lists in
 * brackets (over several lines if need be) or one `- [ … ]` a line; `num_cand` and `committeesize` are numbers; `description` and
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

/** `[[0, 1], [2]]`, or `- [0, 1]` line by line. */
function readLists({ line, value }: Entry): readonly (readonly number[])[] {
  const flat = value.replaceAll(/\s+/g, "");
  const inner = /^\[(.*)\]$/.exec(flat)?.[1] ?? (flat.startsWith("-") ? flat.slice(1).replaceAll("]-[", "],[") : undefined);
  if (inner === undefined || !/^(?:\[(?:\d+(?:,\d+)*)?\](?:,(?!$)|$))*$/.test(inner)) {
    throw new SocialChoiceRefusal("bad-row", "profile is a list of lists of candidate numbers", line);
  }
  return (inner.match(/\[[^\]]*\]/g) ?? []).map((list) => (list.match(/\d+/g) ?? []).map(Number));
}

function readNumber(entry: Entry | undefined): number | undefined {
  if (entry === undefined) return undefined;
  if (!/^\d{1,9}$/.test(entry.value.trim()))
    throw new SocialChoiceRefusal("bad-number", `«${entry.value}» is not a number`, entry.line);
  return Number(entry.value);
}

/** Weights as whole numbers in the same proportions: only those matter. */
function readWeights(entry: Entry | undefined, voters: number): readonly number[] {
  if (entry === undefined) return Array.from({ length: voters }, () => 1);
  const parts = entry.value.replaceAll(/[[\]\s]/g, "").split(",");
  const weights = parts.map((part) => {
    const weight = parseDecimal(part);
    if (weight === undefined || weight.units <= 0n) throw new SocialChoiceRefusal("bad-number", `weight «${part}»`, entry.line);
    return weight;
  });
  if (weights.length !== voters)
    throw new SocialChoiceRefusal("count-mismatch", `${weights.length} weights for ${voters} voters`, entry.line);
  const places = Math.max(...weights.map((weight) => weight.places));
  return weights.map((weight) => Number(unitsAt(weight, places)));
}
