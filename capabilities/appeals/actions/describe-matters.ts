import type { MatterSource } from "#capabilities/cases/index.ts";
import { mayReadWords } from "../policy.ts";
import { findRequestNames } from "../store/requests.ts";
import { findTitles } from "../store/find-titles.ts";

/** Officials' words, as on the papers that go between offices. */
const TITLES: Readonly<Record<string, string>> = { "appeals.dispute": "派单争议提请裁定", "appeals.whistle": "吹哨请求协办" };

/** What the work list and the case's page call an appeal, and where it leads: for whoever may read it. A request names no words. */
export const describeAppeals: MatterSource = async ({ tx, actor }, ids) => {
  const rows = await findTitles(tx, mayReadWords.where(actor, "a"), ids);
  const described = new Map(rows.map(({ id, number, title }) => [id, { title, path: `appeals/${number}` }]));
  const others = ids.filter((id) => !described.has(id));
  for (const { id, number, relation, tenant } of await findRequestNames(tx, others))
    described.set(id, { title: `${tenant} · ${TITLES[relation] ?? number}`, path: `appeals/requests/${id}` });
  return described;
};
