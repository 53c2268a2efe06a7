import { shippedRule } from "@gongzhi/decision-rules";
import type { RuleCited } from "#platform/refusal.ts";

/** Why somebody may not sit on a supervision committee. */
export type Ground = "member" | "books" | "kin" | "household";

type Sentence = { readonly "zh-CN": string; readonly en: string };

/** Without the name of the other: whoever is told needs no more. */
const SAID: Readonly<Record<Ground, Sentence>> = {
  member: {
    "zh-CN": "此人现在是村（居）民委员会成员，或者在集体经济组织任职。",
    en: "This person serves on the committee or in the collective.",
  },
  books: { "zh-CN": "此人负责这里的会计、出纳。", en: "This person keeps the books here." },
  kin: { "zh-CN": "此人与村（居）民委员会成员是近亲属。", en: "This person is near kin of a member of the committee." },
  household: {
    "zh-CN": "此人与村（居）民委员会成员或者集体经济组织的任职人员同户。",
    en: "This person shares a household with somebody who serves on the committee or in the collective.",
  },
};

export function sayGround(ground: Ground): Sentence {
  return SAID[ground];
}

/** The rule of the committee's composition as the house ships it: it names no article, since none of a text at hand says it. */
export function citeComposition(): RuleCited {
  const { source, version } = shippedRule("supervision-committee-composition");
  return { rule: `${source.text}（${source.edition}）`, version };
}
