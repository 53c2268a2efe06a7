import type { Votes } from "./judge-meeting.ts";

/** A sentence in both languages: gates answer in whatever procedure asks, whose pages have no words for ours. */
type Sentence = { readonly "zh-CN": string; readonly en: string };
type About = { readonly kind: Sentence; readonly day: string };
type Named = { readonly name: string; readonly nameEn: string };

function either(names: readonly Named[]): Sentence {
  return { "zh-CN": names.map(({ name }) => name).join("或者"), en: names.map(({ nameEn }) => nameEn).join(" or ") };
}

export function notReached(names: readonly Named[]): Sentence {
  const { "zh-CN": zh, en } = either(names);
  return { "zh-CN": `要由${zh}通过。`, en: `To be passed by: ${en}.` };
}

export function notCalled(names: readonly Named[]): Sentence {
  const { "zh-CN": zh, en } = either(names);
  return {
    "zh-CN": `这一步开始以后，还没有就这件事召开${zh}。`,
    en: `Since this step began, none has been called on it of: ${en}.`,
  };
}

export function called({ kind, day }: About): Sentence {
  return { "zh-CN": `${kind["zh-CN"]}定于 ${day} 召开，还没有结果。`, en: `${kind.en}: called for ${day}, no result yet.` };
}

export function unpublished({ kind, day }: About): Sentence {
  return { "zh-CN": `${day} ${kind["zh-CN"]}的结果还没有公布。`, en: `${kind.en} of ${day}: its result is not published yet.` };
}

export function failed({ kind, day }: About, votes: Votes | null): Sentence {
  const zh = votes === null ? "" : `赞成 ${votes.for}，反对 ${votes.against}，弃权 ${votes.abstain}，`;
  const en = votes === null ? "" : `${votes.for} for, ${votes.against} against, ${votes.abstain} abstaining: `;
  return { "zh-CN": `${day} ${kind["zh-CN"]}${zh}没有通过这件事。`, en: `${kind.en} of ${day}: ${en}not passed.` };
}

export function anotherText({ kind, day }: About): Sentence {
  return {
    "zh-CN": `${day} ${kind["zh-CN"]}表决的不是现在的方案。`,
    en: `${kind.en} of ${day} voted on another text than the present one.`,
  };
}

export function passed({ kind, day }: About, crowd: { readonly due: number; readonly here: number }, votes: Votes): Sentence {
  const { due, here } = crowd;
  return {
    "zh-CN": `${day} ${kind["zh-CN"]}通过：应到 ${due}，到会 ${here}，赞成 ${votes.for}，反对 ${votes.against}，弃权 ${votes.abstain}。`,
    en: `${kind.en} of ${day} passed it: ${due} due, ${here} present, ${votes.for} for, ${votes.against} against, ${votes.abstain} abstaining.`,
  };
}
