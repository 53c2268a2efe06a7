import type { MatterSource } from "#capabilities/cases/index.ts";
import { findTitles } from "../store/find-titles.ts";

/** What the work list calls an appeal, and where it leads: as far as the reader's areas let them read it. */
export const describeAppeals: MatterSource = async ({ tx }, ids) => {
  const rows = await findTitles(tx, ids);
  return new Map(rows.map(({ id, number, title }) => [id, { title, path: `appeals/${number}` }]));
};
