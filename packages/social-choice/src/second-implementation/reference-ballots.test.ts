import { describe, expect, test } from "vitest";
import type { Profile } from "../ballots/profile.ts";
import { readBallots } from "../ballots/read-ballots.ts";
import { allCommittees, countBallots } from "../count-ballots.ts";
import { isAbsent, listReal, readReal } from "../fixtures/real-data.ts";
import { parsePabulib } from "../pabulib/parse-pabulib.ts";

const OUR_NAME = new Map([
  ["av", "approval"],
  ["seqpav", "seq-pav"],
  ["seqphragmen", "seq-phragmen"],
  ["equal-shares", "equal-shares"],
]);

type Expected = { readonly rule: string; readonly committees: readonly string[]; readonly resolute: boolean };

/** The `compute` part of an `.abc.yaml` file: for each rule the committees, and whether one or all are asked for. */
function expectedIn(text: string): readonly Expected[] {
  const entries = text.split(/^- rule_id: /m).slice(1);
  return entries.flatMap((entry) => {
    const rule = OUR_NAME.get(entry.split("\n")[0]!.trim());
    const result = /result: *(\[[\s\S]*\])\n/.exec(entry)?.[1];
    if (rule === undefined || result === undefined) return [];
    const committees = (result.replaceAll(/\s/g, "").match(/\[[\d,]+\]/g) ?? []).map((list) =>
      sortedText(list.slice(1, -1).split(",")),
    );
    return [{ rule, committees: committees.sort(), resolute: entry.includes("resolute: true") }];
  });
}

function sortedText(members: readonly string[]): string {
  return [...members].sort().join();
}

const ABC = listReal("abcvoting", ".abc.yaml");

describe.skipIf(ABC.length === 0)("abcvoting's expected committees", () => {
  test.each([...OUR_NAME.values()])("%s, one committee and all of them", (method) => {
    let compared = 0;
    for (const name of ABC) {
      const text = readReal(`abcvoting/${name}`);
      const profile = readBallots(text, name);
      for (const { rule, committees, resolute } of expectedIn(text)) {
        if (rule !== method) continue;
        compared += 1;
        if (resolute) {
          const winners = countBallots(profile, method)
            .winners.map(Number)
            .sort((a, b) => a - b);
          expect(committees, name).toContain(winners.join());
        } else expect(allCommittees(profile, method).map(String).sort(), name).toEqual(committees);
      }
    }
    expect(compared).toBeGreaterThan(ABC.length);
  });
});

const WIELICZKA = "reference/elections/abcvoting-wieliczka-k10.json";

describe.skipIf(isAbsent(WIELICZKA))("abcvoting on 6,586 voters of Wieliczka", () => {
  const reference = isAbsent(WIELICZKA) ? undefined : (JSON.parse(readReal(WIELICZKA)) as AbcReference);

  test.each([...OUR_NAME])("%s", (theirs, ours) => {
    const file = parsePabulib(readReal(`pabulib/${reference!.file}`));
    const profile: Profile = {
      candidates: reference!.candidates,
      ballots: file.voters.map(({ ballot }) => {
        const ranking = ballot.choices.map((choice) => reference!.candidates.indexOf(file.projects[choice]!.id));
        return { weight: 1, ranking, tiers: ranking.length === 0 ? [] : [ranking.length] };
      }),
      kind: "approval",
      seats: reference!.k,
    };
    for (const result of reference!.results.filter(({ rule }) => rule === theirs)) {
      const names = result.committee.map((index) => reference!.candidates[index]!);
      expect([...countBallots(profile, ours).winners].sort()).toEqual(names.sort());
    }
  });
});

type AbcReference = {
  readonly file: string;
  readonly k: number;
  readonly candidates: string[];
  readonly results: readonly { readonly rule: string; readonly committee: readonly number[] }[];
};

const SYNTHETIC = "reference/elections/pref_voting-synthetic.json";
type Winners = { readonly winners: readonly number[] };
type Synthetic = { readonly n: number; readonly m: number; readonly borda: Winners } & Readonly<
  Record<"copeland" | "beat_path_schulze" | "irv", Winners>
>;

describe.skipIf(isAbsent(SYNTHETIC))("pref_voting on synthetic profiles", () => {
  const references = isAbsent(SYNTHETIC) ? [] : (JSON.parse(readReal(SYNTHETIC)) as { readonly out: readonly Synthetic[] }).out;

  test.each(references)("$n voters, $m candidates", (reference) => {
    const name = `reference/elections/profile-${reference.n}x${reference.m}.json`;
    const { rankings } = JSON.parse(readReal(name)) as { readonly rankings: readonly (readonly number[])[] };
    const profile: Profile = {
      candidates: Array.from({ length: reference.m }, (_, index) => String(index)),
      ballots: rankings.map((ranking) => ({ weight: 1, ranking })),
      kind: "ranking",
    };
    const winnersOf = (method: string) => countBallots(profile, method).winners.map(Number);
    expect(reference.borda.winners).toEqual(winnersOf("borda"));
    expect(reference.copeland.winners).toEqual(winnersOf("copeland"));
    expect(reference.beat_path_schulze.winners).toEqual(winnersOf("schulze"));
    expect(reference.irv.winners).toEqual(winnersOf("irv"));
  });
});

const SCOTTISH = "ballots/scottish-stv";

describe.skipIf(isAbsent(SCOTTISH))("the Glasgow wards of 2007", () => {
  test("elect whom droop elects", () => {
    const { winners } = JSON.parse(readReal(`${SCOTTISH}/winners.json`)) as { readonly winners: Record<string, string[]> };
    for (const [ward, elected] of Object.entries(winners)) {
      const profile = readBallots(readReal(`${SCOTTISH}/${ward}.blt`), `${ward}.blt`);
      expect([...countBallots(profile, "scottish-stv").winners].sort(), ward).toEqual(elected.toSorted());
    }
  });
});
