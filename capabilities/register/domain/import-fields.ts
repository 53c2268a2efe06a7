/** What a column of a list of persons may hold, in the order a form asks for them. */
export const IMPORT_FIELDS = [
  "name",
  "identityNumber",
  "sex",
  "bornOn",
  "phone",
  "area",
  "group",
  "household",
  "relation",
  "address",
  "standing",
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

export type Mapping = Readonly<Partial<Record<ImportField, string>>>;

/** Headings by which a column is recognised for certain, in small letters; anything else is asked. */
export const PERSON_IMPORT = {
  known: {
    name: ["姓名", "人员姓名", "居民姓名", "村民姓名", "成员姓名", "name"],
    identityNumber: [
      "身份证号",
      "身份证号码",
      "公民身份号码",
      "身份证",
      "证件号码",
      "identity number",
      "identity_number",
      "id number",
    ],
    sex: ["性别", "sex"],
    bornOn: ["出生日期", "出生年月日", "生日", "born on", "born_on", "birth date", "birth_date"],
    phone: ["联系电话", "电话", "手机", "手机号", "手机号码", "联系方式", "phone"],
    area: ["所在地", "村", "社区", "村（社区）", "村(社区)", "所属村", "行政村", "网格", "所属网格", "place", "area"],
    group: ["村民小组", "小组", "组别", "所属小组", "楼栋", "小区", "group"],
    household: ["户号", "户编号", "家庭编号", "门牌号", "household"],
    relation: ["与户主关系", "家庭关系", "关系", "relation"],
    address: ["地址", "住址", "家庭住址", "现住址", "居住地址", "address"],
    standing: ["登记类别", "人口类别", "户籍类别", "standing"],
  },
  required: ["name"],
} as const satisfies {
  readonly known: Readonly<Record<ImportField, readonly string[]>>;
  readonly required: readonly ImportField[];
};
