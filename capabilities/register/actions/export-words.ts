/** Words of an exported list. The Chinese headings are those an import knows, so that a list can be put right and come back. */
export const EXPORT_WORDS = {
  "zh-CN": {
    sheet: "人员名单",
    headings: ["姓名", "性别", "出生日期", "身份证号", "联系电话", "所在地", "村民小组", "户号", "地址", "登记类别", "导出标记"],
    sexes: { female: "女", male: "男" },
    standings: { registered: "户籍在本地", admitted: "经同意参加", "living-here": "在本地居住" },
  },
  en: {
    sheet: "Persons",
    headings: [
      "Name",
      "Sex",
      "Born on",
      "Identity number",
      "Phone",
      "Place",
      "Group",
      "Household",
      "Address",
      "Standing",
      "Export mark",
    ],
    sexes: { female: "female", male: "male" },
    standings: { registered: "registered here", admitted: "admitted", "living-here": "living here" },
  },
} as const;

export type ExportLocale = keyof typeof EXPORT_WORDS;
