import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import { selectAudits } from "../store/audits.ts";

type Asked = { readonly path: string; readonly from: string; readonly to: string };

const MOST = 150;
const HEAD = ["组织", "职务", "审计种类", "审计单位", "审计期间", "公布日", "待答复的问题"];
const KINDS = { term: "任期经济责任审计", exit: "离任经济责任审计" } as const;

/** A source of disclosures: audits of a place whose report was published in the time, by post and not by name (`disclosure.sources`). */
export const DISCLOSED = {
  name: "任期和离任审计",
  nameEn: "Term and exit audits",
  draft: async ({ tx }: ActionContext, { path, from, to }: Asked) => {
    const published = sql`x.division_path <@ ${path}::ltree and x.published_on between ${from}::date and ${to}::date and x.withdrawn_on is null`;
    const rows = (await selectAudits(tx, published, MOST)).map((row) => [
      row.organization,
      row.title,
      KINDS[row.kind],
      row.made_by,
      `${row.covers_from ?? ""}至${row.covers_to ?? ""}`,
      row.published_on ?? "",
      String(row.open_findings),
    ]);
    const text = rows.length === 0 ? "本期没有公布过审计报告。" : `本期共公布 ${rows.length} 份审计报告。`;
    return [{ heading: "任期和离任审计", text, table: rows.length === 0 ? [] : [HEAD, ...rows] }];
  },
};
