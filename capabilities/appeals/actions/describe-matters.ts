import type { MatterSource } from "#capabilities/cases/index.ts";
import { mayReadWords } from "../policy.ts";
import { findTitles } from "../store/find-titles.ts";

/** What the work list and the case's page call an appeal, and where it leads: for whoever may read it. */
export const describeAppeals: MatterSource = async ({ tx, actor }, ids) => {
  const rows = await findTitles(tx, mayReadWords.where(actor, "a"), ids);
  return new Map(rows.map(({ id, number, title }) => [id, { title, path: `appeals/${number}` }]));
};
