/** The texts of a drawn map. */
export type MapTexts = {
  readonly title: (topic: string) => string;
  readonly description: (facts: MapFacts) => string;
  readonly groupName: (letter: string) => string;
  readonly people: (count: number) => string;
  readonly level: Readonly<Record<"firm" | "fair" | "doubtful", string>>;
  readonly noGroups: string;
  readonly howToRead: readonly string[];
  readonly beyond: (count: number) => string;
  readonly groupsCaption: string;
  readonly statementsCaption: string;
  readonly headings: Readonly<
    Record<"group" | "size" | "sureness" | "speaksFor" | "statement" | "everybody" | "answers" | "spread", string>
  >;
  readonly agrees: (percent: string) => string;
  readonly rejects: string;
  readonly moderatedOut: string;
};

export type MapFacts = {
  readonly people: number;
  readonly statements: number;
  /** Letter and size of each group; empty where there are none. */
  readonly groups: readonly { readonly letter: string; readonly size: number }[];
};

const ZH: MapTexts = {
  title: (topic) => (topic === "" ? "意见地图" : `意见地图：${topic}`),
  description: ({ people, statements, groups }) =>
    `${people} 人就 ${statements} 条意见表态后的位置图：看法越接近，位置越近。` +
    (groups.length === 0
      ? "看不出分组：位置的差别不超过偶然。"
      : `分为 ${groups.length} 组：${groups.map(({ letter, size }) => `${letter} 组 ${size} 人`).join("，")}。`) +
    "各组看法见表。",
  groupName: (letter) => `${letter} 组`,
  people: (count) => `${count} 人`,
  level: { firm: "分组可靠", fair: "分组大致可信", doubtful: "分组存疑" },
  noGroups: "看不出分组：差别不超过偶然",
  howToRead: ["一个图形是一个人，或挨在一起的几个人；越大人越多。", "数字是意见编号：靠近哪一组，就是哪一组更赞成。"],
  beyond: (count) => `另有 ${count} 人离得太远，画在边上。`,
  groupsCaption: "各组人数与代表性意见",
  statementsCaption: "各条意见的赞成比例",
  headings: {
    group: "组",
    size: "人数",
    sureness: "可靠程度",
    speaksFor: "与别组最不同的看法",
    statement: "意见",
    everybody: "全体",
    answers: "表态人次",
    spread: "位置误差",
  },
  agrees: (percent) => `赞成 ${percent}`,
  rejects: "反对：",
  moderatedOut: "（未采用）",
};

const EN: MapTexts = {
  title: (topic) => (topic === "" ? "Opinion map" : `Opinion map: ${topic}`),
  description: ({ people, statements, groups }) =>
    `Where ${people} people stand after answering ${statements} statements: the nearer, the more alike their answers. ` +
    (groups.length === 0
      ? "No groups: the differences are no more than chance. "
      : `${groups.length} groups: ${groups.map(({ letter, size }) => `${letter} with ${size} people`).join(", ")}. `) +
    "The tables say what each thinks.",
  groupName: (letter) => `Group ${letter}`,
  people: (count) => (count === 1 ? "1 person" : `${count} people`),
  level: { firm: "firm", fair: "fairly sure", doubtful: "doubtful" },
  noGroups: "No groups: no more than chance",
  howToRead: [
    "A shape is one person, or several side by side: the larger, the more.",
    "Numbers are statements: the nearer to a group, the more it agrees.",
  ],
  beyond: (count) => `${count} more lie outside and are drawn on the edge.`,
  groupsCaption: "The groups, and what speaks for each",
  statementsCaption: "How many agree with each statement",
  headings: {
    group: "Group",
    size: "People",
    sureness: "How sure",
    speaksFor: "What sets it apart",
    statement: "Statement",
    everybody: "All",
    answers: "Answers",
    spread: "Place ±",
  },
  agrees: (percent) => `${percent} agree`,
  rejects: "Rejects: ",
  moderatedOut: " (not used)",
};

export const MAP_LANGUAGES = { "zh-CN": ZH, en: EN } as const;
export type MapLanguage = keyof typeof MAP_LANGUAGES;
