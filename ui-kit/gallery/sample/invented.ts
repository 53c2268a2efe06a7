import type { Tone } from "../../index.ts";

/** Everything the gallery shows is invented. */
export type Matter = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly village: string;
  readonly state: { readonly words: string; readonly tone: Tone };
  readonly dueAtUtc: string;
  readonly households: number;
  readonly costCents: number;
};

const WAITING = { words: "待受理", tone: "neutral" } as const;
const WORKING = { words: "办理中", tone: "info" } as const;
const DONE = { words: "已办结", tone: "good" } as const;
const LATE = { words: "已逾期", tone: "bad" } as const;

const day = (offset: number) => new Date(Date.UTC(2026, 10, 23, 16) + offset * 86_400_000).toISOString();

export const VILLAGES = [
  { value: "018f0000-0000-7000-8000-000000000001", label: "和平村" },
  { value: "018f0000-0000-7000-8000-000000000002", label: "青山村" },
  { value: "018f0000-0000-7000-8000-000000000003", label: "上河社区" },
];

const ROWS: readonly (readonly [string, string, Matter["state"], number, number, number])[] = [
  ["村口到小学一段路面破损，雨天积水，孩子上学不便", "和平村", WORKING, 3, 61, 4_860_000],
  ["自来水早晚压力不足，三楼以上用不上水", "上河社区", LATE, -2, 128, 12_000_000],
  ["第三盏路灯不亮", "青山村", WAITING, 0, 12, 85_000],
  ["公共厕所无障碍扶手松动", "和平村", WORKING, 9, 4, 32_050],
  ["文化广场夜间噪声", "上河社区", DONE, -11, 36, 0],
  ["灌溉渠上游淤堵，二组水田缺水", "青山村", WORKING, 1, 47, 2_300_000],
];

export const MATTERS: readonly Matter[] = ROWS.map(([title, village, state, due, households, costCents], place) => ({
  id: `m${place + 1}`,
  number: `20261123-${["7K3QF", "9XM2A", "B4T8W", "C6R1H", "D2N5V", "E8J3P"][place] ?? "00000"}`,
  title,
  village,
  state,
  dueAtUtc: day(due),
  households,
  costCents,
}));
