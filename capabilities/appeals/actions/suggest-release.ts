import { maskPersonalData, MASKS, type PersonalKind } from "@gongzhi/text-triage";
import { bind } from "#platform/capability.ts";
import { refuse } from "#platform/refusal.ts";
import { suggestRelease } from "../contract/suggest-release.ts";
import { mayRelease } from "../policy.ts";
import { findAppeal, findWords } from "../store/appeal-row.ts";
import { findEntries } from "../store/find-details.ts";
import { noteReader } from "./note-reader.ts";

export const suggestReleaseBound = bind(suggestRelease, {
  policy: mayRelease,
  subject: async (context, input) => await findAppeal(context.tx, input.id),
  run: async (context, _, appeal) => {
    const { tx } = context;
    const words = await findWords(tx, appeal.id);
    if (words === undefined) return refuse("gone", "text-purged");
    const tooMany = await noteReader(context, appeal);
    if (tooMany !== undefined) return tooMany;
    const answer = (await findEntries(tx, appeal.id, true)).findLast(({ kind }) => kind === "answer")?.text ?? "";
    const hidden: { kind: PersonalKind; words: string }[] = [];
    const cover = (text: string) => coverWords(text, words.contact_name, hidden);
    return { title: cover(words.title), text: cover(words.text), answer: cover(answer), hidden };
  },
});

/** Patterns find what a sentence announces; the name the appeal was raised under is known besides. */
function coverWords(text: string, contactName: string, hidden: { kind: PersonalKind; words: string }[]): string {
  const { text: covered, spans } = maskPersonalData(text);
  for (const { kind, from, to } of spans) hidden.push({ kind, words: text.slice(from, to) });
  if (contactName.length < 2 || !covered.includes(contactName)) return covered;
  hidden.push({ kind: "name", words: contactName });
  return covered.replaceAll(contactName, MASKS.name);
}
