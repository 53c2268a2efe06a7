import { shippedRule } from "@gongzhi/decision-rules";
import type { RuleCited } from "#platform/refusal.ts";

/** Bodies whose members are set apart from those they watch, or who watch them. */
export const SET_APART = ["supervision-committee", "collective-council", "collective-supervisors"] as const;
export type SetApart = (typeof SET_APART)[number];

export function isSetApart(kind: string): kind is SetApart {
  return (SET_APART as readonly string[]).includes(kind);
}

/** Why somebody may not sit on it. */
export type Ground = "member" | "books" | "kin" | "household";

type Sentence = { readonly "zh-CN": string; readonly en: string };

const BOOKS: Sentence = { "zh-CN": "此人负责这里的会计、出纳。", en: "This person keeps the books here." };

/** Without the name of the other: whoever is told needs no more. */
const SAID: Readonly<Record<SetApart, Readonly<Partial<Record<Ground, Sentence>>>>> = {
  "supervision-committee": {
    member: {
      "zh-CN": "此人现在是村（居）民委员会成员，或者在集体经济组织任职。",
      en: "This person serves on the committee or in the collective.",
    },
    books: BOOKS,
    kin: { "zh-CN": "此人与村（居）民委员会成员是近亲属。", en: "This person is near kin of a member of the committee." },
    household: {
      "zh-CN": "此人与村（居）民委员会成员或者集体经济组织的任职人员同户。",
      en: "This person shares a household with somebody who serves on the committee or in the collective.",
    },
  },
  "collective-council": {
    member: { "zh-CN": "此人现在是这里的监事。", en: "This person is one of the supervisors here." },
    kin: {
      "zh-CN": "此人与这里的理事或者监事是近亲属。",
      en: "This person is near kin of a member of the council or of a supervisor here.",
    },
  },
  "collective-supervisors": {
    member: { "zh-CN": "此人现在是这里的理事。", en: "This person is a member of the council here." },
    books: BOOKS,
    kin: {
      "zh-CN": "此人与这里的理事或者会计、出纳是近亲属。",
      en: "This person is near kin of a member of the council, or of whoever keeps the books here.",
    },
  },
};

export function sayGround(kind: SetApart, ground: Ground): Sentence {
  const said = SAID[kind][ground];
  if (said === undefined) throw new Error(`nobody is set apart from ${kind} as ${ground}`);
  return said;
}

/** The rule of the body's composition as the house ships it, with the article where a text at hand has one. */
export function citeComposition(kind: SetApart): RuleCited {
  const { source, version, composition } = shippedRule(`${kind}-composition`);
  const article = composition.find(({ count }) => count === "nearRelatives" || count === "excludedMembers")?.article ?? null;
  return { rule: `${source.text}（${source.edition}）`, version, ...(article === null ? {} : { article }) };
}
