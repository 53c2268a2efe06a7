import type { House } from "../../platform/house.ts";
import { createTexts } from "../../ui-kit/text/texts.ts";
import { readAllMessages } from "./say-refusal.ts";

/** Says notices that go out by SMS or e-mail, in their reader's language, from the same messages as the pages. */
export function makeSayNotice(): House["sayNotice"] {
  const textsIn = createTexts(readAllMessages(), { strict: false });
  const texts = { "zh-CN": textsIn("zh-CN"), en: textsIn("en") };
  return (topic, params, language) => {
    const [capability = "", key = ""] = topic.split(".", 2);
    return texts[language].of(capability)(`notices.${key}`, params as Readonly<Record<string, string | number>>);
  };
}
