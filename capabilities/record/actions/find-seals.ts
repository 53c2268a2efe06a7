import { bind } from "#platform/capability.ts";
import { MOST_SUBJECTS } from "../contract/entry-views.ts";
import { findSeals } from "../contract/find-seals.ts";
import { mayRead } from "../policy.ts";
import { findLast, findSubjectsWaiting } from "../store/find-entries.ts";
import { findNewestSignedSize } from "../store/log.ts";

export const findSealsBound = bind(findSeals, {
  policy: mayRead,
  run: async ({ tx }, { kind, subjects: given }) => {
    const subjects = given.split(",").filter(Boolean).slice(0, MOST_SUBJECTS);
    const signed = await findNewestSignedSize(tx);
    const last = await findLast(tx, kind, subjects);
    const waiting = await findSubjectsWaiting(tx, kind, subjects);
    const placed = last
      .filter(({ subject }) => !waiting.has(subject))
      .map(({ subject, index, on_day, form }) =>
        index < signed
          ? ({ subject, index, on: on_day, state: form === "withdrawn" ? "withdrawn" : "recorded" } as const)
          : waitingSeal(subject),
      );
    return { seals: [...placed, ...[...waiting].map(waitingSeal)] };
  },
});

function waitingSeal(subject: string) {
  return { subject, index: null, on: null, state: "waiting" } as const;
}
