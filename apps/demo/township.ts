/** The demo township: a place that does not exist, under codes no official table uses (province 99). */
export const COUNTY = { code: "990101", slug: "yunxi", name: "云溪县", nameEn: "Yunxi County" } as const;
export const TOWNSHIP = { code: "990101101", slug: "qinghe", name: "清河镇", nameEn: "Qinghe Town" } as const;
export const VALID_FROM = "2024-01-01";
export const SOURCE = "demo";

export const ABOVE = [
  { code: "99", name: "演示省" },
  { code: "9901", name: "演示市" },
] as const;

export type Place = {
  readonly code: string;
  readonly name: string;
  readonly kind: "village" | "community";
  readonly households: number;
  readonly grids: readonly string[];
};

export const PLACES: readonly Place[] = [
  {
    code: "990101101001",
    name: "河滨社区",
    kind: "community",
    households: 60,
    grids: ["河滨一网格", "河滨二网格", "河滨三网格"],
  },
  { code: "990101101002", name: "新街社区", kind: "community", households: 48, grids: ["新街一网格", "新街二网格"] },
  { code: "990101101201", name: "大柳村", kind: "village", households: 52, grids: ["大柳东片", "大柳西片"] },
  { code: "990101101202", name: "石桥村", kind: "village", households: 44, grids: ["石桥前街", "石桥后街"] },
  { code: "990101101203", name: "杨家湾村", kind: "village", households: 40, grids: ["杨家湾上湾", "杨家湾下湾"] },
  { code: "990101101204", name: "白鹭村", kind: "village", households: 32, grids: ["白鹭一组", "白鹭二组"] },
];

export type Unit = {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly nameEn: string;
  readonly duty: string;
  readonly phone: string;
  readonly matters: readonly string[];
};

/** Units of the township and what each has the power over: the powers list. */
export const UNITS: readonly Unit[] = [
  {
    key: "government",
    kind: "government",
    name: "清河镇人民政府",
    nameEn: "Qinghe Town Government",
    duty: "负责全镇政务。",
    phone: "0990-5550100",
    matters: [],
  },
  {
    key: "hotline",
    kind: "hotline",
    name: "清河镇诉求受理中心",
    nameEn: "Qinghe Hotline",
    duty: "受理、派单、催办、回访和公开。",
    phone: "0990-5550112",
    matters: [],
  },
  {
    key: "works",
    kind: "department",
    name: "村镇建设办公室",
    nameEn: "Works Office",
    duty: "道路、路灯、供水和排水设施的维护。",
    phone: "0990-5550121",
    matters: ["roads", "utilities", "sewage"],
  },
  {
    key: "environment",
    kind: "department",
    name: "环境和综合执法队",
    nameEn: "Environment and Enforcement Team",
    duty: "垃圾清运、扬尘噪声、占道和违建的执法。",
    phone: "0990-5550122",
    matters: ["environment", "parking", "homestead"],
  },
  {
    key: "land",
    kind: "department",
    name: "农业农村办公室",
    nameEn: "Agriculture and Land Office",
    duty: "承包地、宅基地和农村集体经济。",
    phone: "0990-5550123",
    matters: ["land"],
  },
  {
    key: "welfare",
    kind: "department",
    name: "民生服务办公室",
    nameEn: "Welfare Office",
    duty: "低保、救助、医保、养老和教育的服务。",
    phone: "0990-5550124",
    matters: ["welfare"],
  },
  {
    key: "safety",
    kind: "department",
    name: "平安建设办公室",
    nameEn: "Safety Office",
    duty: "安全隐患、治安和矛盾调解。",
    phone: "0990-5550125",
    matters: ["safety"],
  },
];

/** Bodies of the county that a township may need: who rules on a dispute, who comes when called. */
export const COUNTY_UNITS = [
  { key: "hotline", kind: "hotline", name: "云溪县诉求受理中心", nameEn: "Yunxi Hotline", matters: [] },
  { key: "transport", kind: "department", name: "县交通运输局", nameEn: "Transport Bureau", matters: ["roads"] },
  {
    key: "ecology",
    kind: "department",
    name: "县生态环境局",
    nameEn: "Ecology and Environment Bureau",
    matters: ["environment"],
  },
  { key: "resources", kind: "department", name: "县自然资源局", nameEn: "Natural Resources Bureau", matters: ["land"] },
] as const;

export const SURNAMES = [
  "李",
  "王",
  "张",
  "刘",
  "陈",
  "杨",
  "赵",
  "黄",
  "周",
  "吴",
  "徐",
  "孙",
  "胡",
  "朱",
  "高",
  "林",
  "何",
  "郭",
  "马",
  "罗",
  "梁",
  "宋",
  "郑",
  "谢",
  "韩",
  "唐",
  "冯",
  "于",
  "董",
  "萧",
  "程",
  "曹",
  "袁",
  "邓",
  "许",
  "傅",
  "沈",
  "曾",
  "彭",
  "吕",
] as const;

/** Bodies of residents: what they may decide, and until when. */
export const COUNCILS = [
  {
    place: "990101101201",
    kind: "self-governing",
    name: "大柳村红白理事会",
    nameEn: "Daliu Council for Weddings and Funerals",
    duty: "操办红白事，倡导节俭，邻里互助。",
    charter: {
      text: "第一条 本会是大柳村村民自己的组织，在村民委员会指导下工作。\n第二条 理事由各村民小组推选，共七人，任期与村民委员会相同，可以连任。\n第三条 议事有五名以上理事到会方可举行，到会理事过半数同意方可决定。\n第四条 本会议定的标准由村民会议通过后施行，理事会不得收费，不得处罚。\n第五条 每年向村民小组会议报告一次工作和收支，收支情况张榜公布。",
      mayDecide: "红白事宴席的倡议标准、互助帮工的安排、公用桌椅和灵堂的使用。\n不得决定法律留给村民会议的事项。",
      termFrom: "2024-03-01",
      termTo: "2029-02-28",
    },
  },
  {
    place: "990101101001",
    kind: "social",
    name: "河滨社区志愿服务队",
    nameEn: "Hebin Volunteers",
    duty: "为独居老人送餐、陪诊，维护河岸清洁。",
    charter: {
      text: "第一条 本队由河滨社区居民自愿组成，参加和退出自由。\n第二条 队长和两名副队长由全体队员推选，任期两年。\n第三条 服务不收报酬；接受的物资和经费每季度公布一次。\n第四条 每年一月向居民委员会和全体队员报告上一年的服务。",
      mayDecide: "服务的项目和排班、物资的使用、新队员的接纳。",
      termFrom: "2025-01-01",
      termTo: "2026-12-31",
    },
  },
] as const;

export const GIVEN_FEMALE = [
  "秀兰",
  "桂英",
  "玉梅",
  "春花",
  "丽华",
  "小燕",
  "海霞",
  "雪琴",
  "慧敏",
  "晓芳",
  "文静",
  "佳怡",
  "红霞",
  "淑珍",
  "月娥",
  "思雨",
] as const;
export const GIVEN_MALE = [
  "建国",
  "志强",
  "永发",
  "德胜",
  "海涛",
  "俊杰",
  "国庆",
  "小军",
  "文彬",
  "长林",
  "家豪",
  "明远",
  "福生",
  "大勇",
  "天佑",
  "立新",
] as const;
