type Fact = {
  readonly met: boolean;
  readonly sentence: { readonly "zh-CN": string; readonly en: string };
  readonly figure?: number;
  readonly threshold?: number;
  readonly text: string;
};

export type Merging = {
  /** What the rule of the steps says; anything but true: it does not allow it. */
  readonly allowed: unknown;
  /** The rule's name and version, for whoever reads why. */
  readonly rule: { readonly title: string; readonly titleEn: string; readonly version: number; readonly source: string };
  /** The day of the meeting, and the last on which a proposal may be put on it. */
  readonly day: string;
  readonly lastDay: string;
  readonly today: string;
  /** Who headed the party organization and the village committee on that day. */
  readonly secretaries: readonly string[];
  readonly heads: readonly string[];
};

/**
 * Whether a proposal may be put and talked over at one meeting (四议两公开: where one person holds both posts steps 1-2 may be merged).
 * Everything is told, met or not.
 */
export function judgeMerging({ allowed, rule, day, lastDay, today, secretaries, heads }: Merging): readonly Fact[] {
  const { title, titleEn, version, source: text } = rule;
  const permitted = allowed === true;
  return [
    {
      met: permitted,
      sentence: permitted
        ? {
            "zh-CN": `《${title}》第 ${version} 版允许一人兼任两职时把提议和商议合并进行。`,
            en: `“${titleEn}”, version ${version}, allows proposal and talks in one where one person holds both posts.`,
          }
        : {
            "zh-CN": `《${title}》第 ${version} 版不允许把提议和商议合并进行，要先书面提议，再开会商议。`,
            en: `“${titleEn}”, version ${version}, does not allow proposal and talks in one: put it in writing first, then call the talks.`,
          },
      text,
    },
    { ...holders(day, secretaries, heads), text },
    {
      met: today <= lastDay,
      sentence:
        today <= lastDay
          ? { "zh-CN": `会议在 ${day} 召开，最迟 ${lastDay} 登记，没有过期。`, en: `Held on ${day}; to be put by ${lastDay}.` }
          : {
              "zh-CN": `会议在 ${day} 召开，应当最迟在 ${lastDay} 登记，已经过期。`,
              en: `Held on ${day}: it was to be put by ${lastDay}, which is over.`,
            },
      text,
    },
  ];
}

function holders(day: string, secretaries: readonly string[], heads: readonly string[]): Omit<Fact, "text"> {
  const secretary = new Set(secretaries);
  const head = new Set(heads);
  const persons = new Set([...secretary, ...head]).size;
  const figures = { figure: persons, threshold: 1 };
  if (secretary.size === 0 || head.size === 0)
    return {
      met: false,
      sentence: {
        "zh-CN": `${day} 当日，${secretary.size === 0 ? "村党组织" : "村民委员会"}没有登记主要负责人，不能确认一人兼任两职。`,
        en: `On ${day} nobody was entered as heading the ${secretary.size === 0 ? "party organization" : "village committee"}: one person in both posts is not shown.`,
      },
      figure: 0,
      threshold: 1,
    };
  if (persons > 1)
    return {
      met: false,
      sentence: {
        "zh-CN": `${day} 当日，村党组织书记和村民委员会主任由 ${persons} 人分别担任；一人兼任两职的，提议和商议才可以合并。`,
        en: `On ${day} secretary and head of the village committee were ${persons} persons: proposal and talks may be merged only where one holds both posts.`,
      },
      ...figures,
    };
  return { met: true, sentence: oneHolder(day), ...figures };
}

export function oneHolder(day: string): Fact["sentence"] {
  return {
    "zh-CN": `${day} 当日，村党组织书记和村民委员会主任由同一人担任，提议和商议（四议两公开第一、二步）可以合并进行。`,
    en: `On ${day} one person was secretary and head of the village committee: proposal and talks (steps 1-2 of 四议两公开) may be merged.`,
  };
}
