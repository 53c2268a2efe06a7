/** A sentence in both languages: gates answer on pages that have no words of ours. */
type Sentence = { readonly "zh-CN": string; readonly en: string };
type Asked = { readonly name: string; readonly nameEn: string };

export function noBody(kind: string): Sentence {
  return { "zh-CN": `这里没有应当同意的组织（${kind}）。`, en: `There is no body here that must consent (${kind}).` };
}

export function sayConsent(
  { name, nameEn }: Asked,
  said: { readonly given: boolean; readonly on: string } | undefined,
): { readonly met: boolean; readonly sentence: Sentence } {
  const en = nameEn || name;
  if (said === undefined)
    return { met: false, sentence: { "zh-CN": `要经${name}同意，还没有表示。`, en: `${en} must consent and has not said.` } };
  return said.given
    ? { met: true, sentence: { "zh-CN": `${name}已于 ${said.on} 同意。`, en: `${en} consented on ${said.on}.` } }
    : { met: false, sentence: { "zh-CN": `${name}于 ${said.on} 不同意。`, en: `${en} refused on ${said.on}.` } };
}
