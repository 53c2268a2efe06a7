import { readFileSync } from "node:fs";
import type { SayRefusal } from "../../platform/http/problem.ts";
import { refusalWords } from "../../ui-kit/text/refusal-words.ts";
import { createTexts, type MessageStore, type MessageTree } from "../../ui-kit/text/texts.ts";
import { preferredLocale } from "./display-cookies.ts";
import { houseMessages, pageFolders } from "./gather-pages.ts";

/** Says refusals of the API in the caller's language, from the same messages as the pages. */
export function makeSayRefusal(): SayRefusal {
  const textsIn = createTexts(readAllMessages(), { strict: false });
  const texts = { "zh-CN": textsIn("zh-CN"), en: textsIn("en") };
  return (refusal, capability, acceptLanguage) => {
    const inLanguage = texts[preferredLocale(acceptLanguage)];
    const { sentence, next } = refusalWords(refusal, inLanguage.of(capability), inLanguage.of("platform"));
    return { title: sentence, next };
  };
}

/** Every namespace's messages, straight from their files. */
export function readAllMessages(): MessageStore {
  const files = {
    ...houseMessages(),
    ...Object.fromEntries(pageFolders().map(({ capability, messages }) => [capability, messages])),
  };
  const read = (byLocale: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(byLocale).map(([locale, file]) => [locale, JSON.parse(readFileSync(file, "utf8")) as MessageTree]),
    );
  return Object.fromEntries(Object.entries(files).map(([namespace, byLocale]) => [namespace, read(byLocale)]));
}
