import type { ActionContext } from "#platform/capability.ts";
import { listVersionsOn } from "../store/list-rules.ts";

type Asked = { readonly path: string; readonly from: string; readonly to: string };

const HEAD = ["制度", "版本", "施行日期", "本期内修订"];

/** A source of disclosures: the rules that held in a place at the end of a stretch of days (`disclosure.sources`). */
export const DISCLOSED = {
  name: "现行制度",
  nameEn: "Rules in force",
  draft: async ({ tx }: ActionContext, asked: Asked) => {
    const versions = await listVersionsOn(tx, asked);
    const rows = versions.map(({ title, version, valid_from }) => [
      title,
      `第 ${version} 版`,
      valid_from,
      valid_from >= asked.from ? "是" : "否",
    ]);
    const text = `在本地施行的制度共 ${rows.length} 项，全文可以在本站“制度”中查阅。`;
    return [{ heading: "现行制度", text, table: rows.length === 0 ? [] : [HEAD, ...rows] }];
  },
};
