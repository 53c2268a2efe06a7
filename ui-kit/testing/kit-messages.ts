import type { MessageStore, MessageTree } from "../text/texts.ts";
import enKit from "../messages/en.json" with { type: "json" };
import zhKit from "../messages/zh-CN.json" with { type: "json" };
import enSample from "../gallery/sample/messages/en.json" with { type: "json" };
import zhSample from "../gallery/sample/messages/zh-CN.json" with { type: "json" };

/** The kit's own messages and the gallery's; a few of the platform's, so that the kit's tests need no other folder. */
export const KIT_MESSAGES: MessageStore = {
  "ui-kit": { "zh-CN": zhKit, en: enKit },
  sample: { "zh-CN": zhSample, en: enSample },
  platform: { "zh-CN": platformMessages("需要先登录。"), en: platformMessages("You need to sign in first.") },
};

function platformMessages(signIn: string): MessageTree {
  return {
    refusals: { "sign-in-required": signIn, "invalid-input": "?" },
    next: { "sign-in": "→ sign-in", gone: "→ gone" },
    errors: {
      required: "请填写。",
      requiredChoice: "请选择。",
      minLength: "至少 {{limit, number}} 字",
      maxItems: "最多 {{limit, number}} 项",
      invalid: "{{label}}?",
    },
  };
}
