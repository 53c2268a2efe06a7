import type { Job } from "#platform/capability.ts";
import { countUncut, cutPage } from "../store/uncut-words.ts";

/** Texts a step cuts: about a tenth of a second. */
const PAGE = 500;

/**
 * Cuts the words of texts that have none: those from before there was a search, or out of an older backup. Whatever is written today brings
 * its words along. Nightly, and at once after the migration.
 */
export const INDEX_WORDS: Job = {
  cron: "5 2 * * *",
  step: async ({ tx }, { cursor, done }) => {
    const total = cursor === undefined ? await countUncut(tx) : Number(cursor["total"]);
    const cut = await cutPage(tx, PAGE);
    const step = { done: done + cut, total };
    return cut === 0 ? step : { ...step, next: { total } };
  },
};
