import { SocialChoiceRefusal } from "../refusal.ts";
import { type Ballot, ballotOfTiers, CANDIDATES_MAX, type Profile, profileOf } from "./profile.ts";

export const PREFLIB_KINDS = ["soc", "soi", "toc", "toi"] as const;
export type PreflibKind = (typeof PREFLIB_KINDS)[number];

type Line = { readonly line: number; readonly content: string };
type Header = {
  readonly names: readonly string[];
  readonly voters: { readonly count: number; readonly line: number } | undefined;
  readonly orders: readonly Line[];
};

/**
 * Reads PrefLib's orders: strict (`so`) or with ties (`to`), complete (`c`) or incomplete (`i`); the present format with its
 * metadata in `#` lines and orders `count: 1,{2,3},4`, and the one before 2022 with the names first and orders `count,1,2,3`.
 * @throws SocialChoiceRefusal with the line.
 */
export function readPreflib(text: string, kind: PreflibKind): Profile {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map((content, index) => ({ line: index + 1, content: content.trim() }))
    .filter(({ content }) => content !== "");
  const header = lines.some(({ content }) => content.startsWith("#")) ? presentHeader(lines) : formerHeader(lines);
  const ballots = header.orders.map(({ line, content }) => readOrder(content, header.names.length, kind, line));
  const voters = ballots.reduce((sum, { weight }) => sum + weight, 0);
  if (header.voters !== undefined && header.voters.count !== voters) {
    const { count, line } = header.voters;
    throw new SocialChoiceRefusal("count-mismatch", `${count} voters are declared, the orders hold ${voters}`, line);
  }
  return profileOf({ candidates: header.names, ballots, kind: "ranking" });
}

function presentHeader(lines: readonly Line[]): Header {
  const names: string[] = [];
  let voters: Header["voters"];
  let alternatives: Header["voters"];
  for (const { line, content } of lines) {
    const match = /^#\s*(NUMBER ALTERNATIVES|NUMBER VOTERS|ALTERNATIVE NAME (\d+))\s*:\s*(.*)$/.exec(content);
    if (match === null) continue;
    const value = match[3] ?? "";
    if (match[1] === "NUMBER VOTERS") voters = { count: wholeNumber(value, line), line };
    else if (match[1] === "NUMBER ALTERNATIVES") alternatives = { count: wholeNumber(value, line), line };
    else {
      const index = wholeNumber(match[2] ?? "", line) - 1;
      if (index !== names.length || index >= CANDIDATES_MAX)
        throw new SocialChoiceRefusal("bad-header", `alternative ${index + 1} is out of order`, line);
      if (names.includes(value)) throw new SocialChoiceRefusal("duplicate", `two alternatives are called «${value}»`, line);
      names.push(value);
    }
  }
  if (names.length === 0 || (alternatives !== undefined && alternatives.count !== names.length)) {
    const [count, line] = [alternatives?.count ?? "no", alternatives?.line ?? 1];
    throw new SocialChoiceRefusal("count-mismatch", `${names.length} names for ${count} alternatives`, line);
  }
  return { names, voters, orders: lines.filter(({ content }) => !content.startsWith("#")) };
}

function formerHeader(lines: readonly Line[]): Header {
  const first = lines[0];
  const count = wholeNumber(first?.content ?? "", first?.line ?? 1);
  const names = lines.slice(1, count + 1).map(({ line, content }, index) => {
    const match = /^(\d+)\s*,\s*(.+)$/.exec(content);
    if (match === null || Number(match[1]) !== index + 1)
      throw new SocialChoiceRefusal("bad-row", `alternative ${index + 1} is expected here`, line);
    return match[2]!;
  });
  const totals = lines[count + 1];
  if (totals === undefined)
    throw new SocialChoiceRefusal("missing-section", "no orders follow the alternatives", lines.at(-1)!.line);
  const voters = { count: wholeNumber(totals.content.split(",")[0]?.trim() ?? "", totals.line), line: totals.line };
  return { names, voters, orders: lines.slice(count + 2) };
}

function wholeNumber(text: string, line: number): number {
  if (!/^\d{1,15}$/.test(text)) throw new SocialChoiceRefusal("bad-number", `«${text}» is not a whole number`, line);
  return Number(text);
}

/** `15: 1,{2,3}` or, before 2022, `15,1,{2,3}`. */
function readOrder(content: string, candidates: number, kind: PreflibKind, line: number): Ballot {
  const match = /^(\d+)\s*[:,]\s*(.*)$/.exec(content);
  if (match === null) throw new SocialChoiceRefusal("bad-row", "an order begins with how many cast it", line);
  const weight = wholeNumber(match[1]!, line);
  if (weight === 0) throw new SocialChoiceRefusal("bad-number", "an order is cast by nobody", line);
  const groups = match[2]!.match(/\{[^{}]*\}|[^,{}\s]+/g) ?? [];
  if (groups.join(",").replaceAll(/\s/g, "") !== match[2]!.replaceAll(/\s/g, "")) {
    throw new SocialChoiceRefusal("bad-row", "an order lists numbers, equals in braces", line);
  }
  const tiers = groups.map((group) =>
    group
      .replaceAll(/[{}\s]/g, "")
      .split(",")
      .filter((part) => part !== "")
      .map((part) => {
        const number = wholeNumber(part, line);
        if (number < 1 || number > candidates)
          throw new SocialChoiceRefusal("unknown-candidate", `there is no alternative ${part}`, line);
        return number - 1;
      }),
  );
  const listed = tiers.flat();
  if (new Set(listed).size !== listed.length)
    throw new SocialChoiceRefusal("bad-vote", "an order lists an alternative twice", line);
  if (kind.startsWith("s") && tiers.some((tier) => tier.length > 1))
    throw new SocialChoiceRefusal("bad-vote", `a .${kind} file has no ties`, line);
  if (kind.endsWith("c") && listed.length !== candidates) {
    throw new SocialChoiceRefusal("bad-vote", `a .${kind} file lists every alternative on every ballot`, line);
  }
  return ballotOfTiers(
    tiers.filter((tier) => tier.length > 0),
    weight,
  );
}
