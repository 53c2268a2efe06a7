import { SocialChoiceRefusal } from "../refusal.ts";
import { type Ballot, ballotOfTiers, type Profile, profileOf } from "./profile.ts";

/**
 * Reads the BLT format of Wichmann and Hill (OpenSTV, droop): candidates and seats; withdrawn candidates as negative numbers;
 * ballots `weight preference … 0`, `=` between equals; a line `0`; then names and the title in quotes (`\\"` is a quote in a name,
 * runs of blanks are one). Withdrawn candidates are taken off the ballots.
 * @throws SocialChoiceRefusal with the line.
 */
export function readBlt(text: string): Profile {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map((content, index) => ({ line: index + 1, content: withoutComment(content).trim() }))
    .filter(({ content }) => content !== "");
  const head = lines[0];
  const sizes = /^(\d+)\s+(\d+)$/.exec(head?.content ?? "");
  if (head === undefined || sizes === null) {
    throw new SocialChoiceRefusal("bad-header", "a BLT file begins with the numbers of candidates and of seats", head?.line ?? 1);
  }
  const [count, seats] = [Number(sizes[1]), Number(sizes[2])];
  const end = lines.findIndex(({ content }) => content === "0");
  if (end < 0) throw new SocialChoiceRefusal("missing-section", "no line 0 ends the ballots");
  const withdrawn = new Set<number>();
  const ballots: Ballot[] = [];
  for (const { line, content } of lines.slice(1, end)) {
    if (/^-\d+(?:\s+-\d+)*$/.test(content)) {
      for (const token of content.split(/\s+/)) withdrawn.add(candidateOf(token.slice(1), count, line));
    } else ballots.push(readBallot(content, count, line));
  }
  const { names, title } = readNames(lines.slice(end + 1), count, lines[end]!.line);
  return withoutWithdrawn(
    { candidates: names, ballots, kind: "ranking", seats, ...(title === undefined ? {} : { title }) },
    withdrawn,
  );
}

/** A `#` outside quotes begins a comment. */
function withoutComment(line: string): string {
  const match = /^(?:[^"#]|"(?:\\"|[^"])*"?)*/.exec(line);
  return match?.[0] ?? "";
}

function readBallot(content: string, count: number, line: number): Ballot {
  const tokens = content.replace(/^\([^)]*\)\s*/, "").split(/\s+/);
  const weight = Number(tokens[0]);
  if (!/^\d+$/.test(tokens[0] ?? "") || weight === 0)
    throw new SocialChoiceRefusal("bad-row", "a ballot begins with its weight", line);
  if (tokens.at(-1) !== "0") throw new SocialChoiceRefusal("bad-row", "a ballot ends with 0", line);
  const preferences = tokens.slice(1, -1).filter((token) => token !== "-");
  const tiers = preferences.map((token) => token.split("=").map((part) => candidateOf(part, count, line)));
  if (new Set(tiers.flat()).size !== tiers.flat().length) {
    throw new SocialChoiceRefusal("bad-vote", "a ballot names a candidate twice", line);
  }
  return ballotOfTiers(tiers, weight);
}

function candidateOf(token: string, count: number, line: number): number {
  const number = Number(token);
  if (!/^\d+$/.test(token) || number < 1 || number > count) {
    throw new SocialChoiceRefusal("unknown-candidate", `there is no candidate «${token}»`, line);
  }
  return number - 1;
}

type Line = { readonly line: number; readonly content: string };

function readNames(lines: readonly Line[], count: number, endLine: number) {
  const names = lines.flatMap(({ line, content }) => {
    const quoted = content.match(/"(?:\\"|[^"])*"/g);
    if (quoted === null) throw new SocialChoiceRefusal("bad-quote", "after the ballots come names in quotes", line);
    return quoted.map((name) => name.slice(1, -1).replaceAll('\\"', '"').trim().replaceAll(/\s+/g, " "));
  });
  if (names.length < count)
    throw new SocialChoiceRefusal("count-mismatch", `${names.length} names for ${count} candidates`, endLine);
  return { names: names.slice(0, count), title: names[count] };
}

function withoutWithdrawn(profile: Profile, withdrawn: ReadonlySet<number>): Profile {
  if (withdrawn.size === 0) return profileOf(profile);
  const standing = profile.candidates.map((_, index) => index).filter((index) => !withdrawn.has(index));
  const newIndex = new Map(standing.map((index, place) => [index, place]));
  const ballots = profile.ballots.map(({ weight, ranking, tiers }) => {
    let at = 0;
    const groups = (tiers ?? ranking.map(() => 1)).map((size) => {
      at += size;
      return ranking.slice(at - size, at).flatMap((candidate) => newIndex.get(candidate) ?? []);
    });
    return ballotOfTiers(
      groups.filter((group) => group.length > 0),
      weight,
    );
  });
  return profileOf({ ...profile, candidates: standing.map((index) => profile.candidates[index]!), ballots });
}
