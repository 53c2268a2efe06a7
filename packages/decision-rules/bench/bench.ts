import { SHIPPED_RULES, judge, readMeeting, readRule } from "../src/index.ts";
import { type MeetingDocument, type RuleDocument, plainJudge } from "./plain-judge.ts";
import { randomFrom, randomMeeting, randomRule } from "./random-meetings.ts";

/** At least this many judgements a second on one core. */
const GOAL = 100_000;
const JUDGEMENTS = 200_000;
/** Warm-up and two measured rounds, ours and the plain one by turns. */
const ROUNDS = 3;

const ASSEMBLY: MeetingDocument = {
  meetingDay: "2026-03-20",
  notice: "2026-03-10",
  roll: { adults: 312 },
  attendance: { adults: 157 },
  ballots: { for: 79, against: 78 },
};

/**
 * Judgements a second: one ordinary assembly over and over, and random meetings of random rules. There is no other program that
 * judges meetings by such rules; beside ours runs the plain second implementation. Counted by the processor time of this
 * process, garbage collection included, so that neighbours on a shared machine do not count; `wall` is by the clock.
 */
export async function bench(emit: (line: Record<string, unknown>) => void): Promise<void> {
  const assembly = SHIPPED_RULES.find((rule) => rule.id === "villagers-assembly" && rule.to === null);
  if (assembly === undefined) throw new Error("the villagers' assembly is not shipped");
  const meeting = readMeeting(ASSEMBLY);
  const random = randomFrom(1);
  const mixed = Array.from({ length: 2_000 }, () => {
    const document: RuleDocument = randomRule(random);
    const figures = randomMeeting(random, document);
    return { document, figures, rule: readRule(document), meeting: readMeeting(figures) };
  });
  for (let round = 0; round < ROUNDS; round += 1) {
    const measured = round > 0;
    const one = perSecond(() => judge(assembly, meeting));
    const read = perSecond(() => judge(assembly, readMeeting(ASSEMBLY)));
    const many = perSecond((index) => {
      const { rule, meeting: figures } = mixed[index % mixed.length] ?? { rule: assembly, meeting };
      return judge(rule, figures);
    });
    const plain = perSecond((index) => {
      const { document, figures } = mixed[index % mixed.length] ?? {};
      return document === undefined || figures === undefined ? null : plainJudge(document, figures);
    });
    if (!measured) continue;
    const alone = { peer: null, ratio: null, goal: GOAL };
    emit({ name: "judge: one assembly, judgements/s", round, ours: one.cpu, ...alone, wall: one.wall });
    emit({ name: "judge: one assembly with reading, judgements/s", round, ours: read.cpu, ...alone, wall: read.wall });
    const beside = { peer: plain.cpu, ratio: ratio(many.cpu, plain.cpu), goal: GOAL };
    emit({ name: "judge: random rules, judgements/s", round, ours: many.cpu, ...beside, wall: many.wall });
  }
  await Promise.resolve();
}

type Speed = { readonly cpu: number; readonly wall: number };

function perSecond(act: (index: number) => unknown): Speed {
  const began = performance.now();
  const before = process.cpuUsage();
  for (let index = 0; index < JUDGEMENTS; index += 1) act(index);
  const { user, system } = process.cpuUsage(before);
  return {
    cpu: Math.round((JUDGEMENTS * 1_000_000) / (user + system)),
    wall: Math.round((JUDGEMENTS * 1000) / (performance.now() - began)),
  };
}

function ratio(ours: number, peer: number): number {
  return Math.round((ours * 100) / peer) / 100;
}
