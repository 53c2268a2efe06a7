import { byPost, everyone, signedIn } from "#platform/policy.ts";

/** `draft` writes rules of its body and takes them through their course; `oversee` is the township's, to which they are filed. */
export const DUTIES = ["rulemaking.draft", "rulemaking.oversee"] as const;

export const mayDraft = byPost({ duty: "rulemaking.draft", area: "division_path" });
export const isDrafter = byPost({ duty: "rulemaking.draft" });
export const mayOversee = byPost({ duty: "rulemaking.oversee", area: "division_path" });
/** A draft, what became of each comment, who passed it and when it was filed are everybody's. */
export const maySee = everyone;
export const mayComment = signedIn;
