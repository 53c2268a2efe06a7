import { sql, type SqlBool } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import { selectCharges } from "../store/charges.ts";

type Asked = { readonly path: string; readonly from: string; readonly to: string };

const MOST = 150;
const HEAD = ["任务", "下达单位", "责任单位", "下达日", "应完成日", "状态"];
const STATES = { open: "办理中", objected: "已提出异议", reported: "已报告", accepted: "已完成", lifted: "已撤销" } as const;

/** A source of disclosures: what was asked of a place from above in the time, and how it stands (`disclosure.sources`). */
export const DISCLOSED = {
  name: "协助政府办理的任务",
  nameEn: "Work handed down from above",
  draft: async ({ tx }: ActionContext, { path, from, to }: Asked) => {
    const running = sql<SqlBool>`c.division_path <@ ${path}::ltree and c.given_on <= ${to}::date and (c.ended_on is null or c.ended_on >= ${from}::date)`;
    const rows = (await selectCharges(tx, running, MOST)).map((row) => [
      row.title,
      row.giver,
      row.organization,
      row.given_on,
      row.due_on,
      STATES[row.state],
    ]);
    const text = rows.length === 0 ? "本期没有上级下达的任务。" : `本期共有 ${rows.length} 项上级下达的任务。`;
    return [{ heading: "协助政府办理的任务", text, table: rows.length === 0 ? [] : [HEAD, ...rows] }];
  },
};
