import { SocialChoiceRefusal } from "../refusal.ts";
import { type Ballot, ballotOfTiers, type Profile, profileOf } from "./profile.ts";

type Token = { readonly line: number; readonly text: string };
/** Candidates by number, and by nickname where the file gives them. */
type Candidates = { readonly count: number; readonly nicknames: readonly string[] };

/**
 * Reads the BLT format of Wichmann and Hill, with what OpenSTV and droop added: candidates and seats; withdrawn candidates as
 * negative numbers; ballots `weight preference … 0`, or `(id) preference … 0` for one voter's, `=` between equals; a `0`; then names
 * and the title in quotes (`\"` is a quote in a name, runs of blanks are one). `[nick a b …]` lets ballots name candidates so; other
 * options in brackets are for a program that counts, and passed over. `#` and slash-star begin comments. Withdrawn candidates are
 * taken off the ballots.
 * @throws SocialChoiceRefusal with the line.
 */
export function readBlt(text: string): Profile {
  const tokens = tokensOf(text);
  const [count, seats] = [wholeAt(tokens, 0), wholeAt(tokens, 1)];
  let candidates: Candidates = { count, nicknames: [] };
  const withdrawn = new Set<number>();
  const ballots: Ballot[] = [];
  let at = 2;
  for (; tokens[at]?.text !== "0"; at += 1) {
    const token = tokens[at];
    if (token === undefined) throw new SocialChoiceRefusal("missing-section", "no 0 ends the ballots", tokens.at(-1)?.line);
    if (/^-\d+$/.test(token.text)) withdrawn.add(candidateOf(token.text.slice(1), candidates, token.line));
    else if (token.text.startsWith("[")) candidates = { count, nicknames: nicknamesIn(token, count) ?? candidates.nicknames };
    else {
      let end = at + 1;
      while (tokens[end]?.line === token.line && tokens[end]!.text !== "0") end += 1;
      ballots.push(readBallot(token, tokens.slice(at + 1, end + 1), candidates));
      at = end;
    }
  }
  const { names, title } = readNames(tokens.slice(at + 1), count, tokens[at]!.line);
  return withoutWithdrawn(
    { candidates: names, ballots, kind: "ranking", seats, ...(title === undefined ? {} : { title }) },
    withdrawn,
  );
}

/** Names in quotes, ids in parentheses and options in brackets are one token each; a quote left open reaches to the end of its line. */
function tokensOf(text: string): readonly Token[] {
  const blanked = text.replace(/^\uFEFF/, "").replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, " "));
  return blanked.split(/\r?\n/).flatMap((content, index) => {
    const found = content.match(/"(?:\\"|[^"])*"?|#.*|\([^)]*\)|\[[^\]]*\]|[^\s"#]+/g) ?? [];
    return found.filter((token) => !token.startsWith("#")).map((token) => ({ line: index + 1, text: token }));
  });
}

function wholeAt(tokens: readonly Token[], at: number): number {
  const token = tokens[at];
  if (token === undefined || !/^\d{1,9}$/.test(token.text)) {
    throw new SocialChoiceRefusal(
      "bad-header",
      "a BLT file begins with the numbers of candidates and of seats",
      token?.line ?? 1,
    );
  }
  return Number(token.text);
}

function nicknamesIn({ line, text }: Token, count: number): readonly string[] | undefined {
  const [option, ...nicknames] = text.slice(1, -1).trim().split(/\s+/);
  if (option !== "nick") return undefined;
  if (nicknames.length !== count || new Set(nicknames).size !== count) {
    throw new SocialChoiceRefusal("count-mismatch", `[nick] gives each of the ${count} candidates one name`, line);
  }
  return nicknames;
}

/** `rest` is what follows the weight as far as the 0, which must stand on the same line. */
function readBallot({ line, text }: Token, rest: readonly Token[], candidates: Candidates): Ballot {
  const weight = text.startsWith("(") ? 1 : Number(text);
  if (!Number.isSafeInteger(weight) || !/^(?:\d+|\(.*\))$/.test(text))
    throw new SocialChoiceRefusal("bad-row", "a ballot begins with its weight", line);
  if (rest.at(-1)?.text !== "0" || rest.at(-1)?.line !== line)
    throw new SocialChoiceRefusal("bad-row", "a ballot ends with 0", line);
  const preferences = rest.slice(0, -1).filter((token) => token.text !== "-");
  const tiers = preferences.map((token) => token.text.split("=").map((part) => candidateOf(part, candidates, line)));
  if (new Set(tiers.flat()).size !== tiers.flat().length) {
    throw new SocialChoiceRefusal("bad-vote", "a ballot names a candidate twice", line);
  }
  return ballotOfTiers(tiers, weight);
}

function candidateOf(token: string, { count, nicknames }: Candidates, line: number): number {
  const number = nicknames.includes(token) ? nicknames.indexOf(token) + 1 : Number(token);
  if (!Number.isSafeInteger(number) || number < 1 || number > count) {
    throw new SocialChoiceRefusal("unknown-candidate", `there is no candidate «${token}»`, line);
  }
  return number - 1;
}

function readNames(tokens: readonly Token[], count: number, endLine: number) {
  const seen = new Set<string>();
  const names = tokens.map(({ line, text }, index) => {
    if (!/^"(?:\\"|[^"])*"$/.test(text))
      throw new SocialChoiceRefusal("bad-quote", "after the ballots come names in quotes", line);
    const name = text.slice(1, -1).replaceAll('\\"', '"').trim().replaceAll(/\s+/g, " ");
    if (index < count && seen.has(name)) throw new SocialChoiceRefusal("duplicate", `two candidates are called «${name}»`, line);
    seen.add(name);
    return name;
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
