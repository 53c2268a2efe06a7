import { bind } from "#platform/capability.ts";
import { everyone } from "#platform/policy.ts";
import { findChannels } from "../contract/find-channels.ts";
import { channelRules, findChannelsIn } from "../domain/find-channels.ts";
import { readRule } from "./read-rules.ts";

export const findChannelsBound = bind(findChannels, {
  policy: everyone,
  run: async ({ tx, tenant }, input) => {
    const rule = await readRule(tx, "appeals.channels", tenant.rootPath);
    return { channels: [...findChannelsIn(input.text, channelRules(rule.parameters))] };
  },
});
