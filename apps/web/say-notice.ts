import type { House } from "../../platform/house.ts";
import { createTexts } from "../../ui-kit/text/texts.ts";
import { readAllMessages } from "./say-refusal.ts";

/** Says notices that go out by SMS or e-mail, in Chinese, from the same messages as the pages. */
export function makeSayNotice(): House["sayNotice"] {
  const { of } = createTexts(readAllMessages(), { strict: false })("zh-CN");
  return (topic, params) => {
    const [capability = "", key = ""] = topic.split(".", 2);
    return of(capability)(`notices.${key}`, params as Readonly<Record<string, string | number>>);
  };
}
