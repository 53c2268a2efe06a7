import { byPost, everyone, signedIn } from "#platform/policy.ts";

/** `keep` takes proposals through their chain in its area: the party organization's post, which alone proposes, and the committee's. */
export const DUTIES = ["resolutions.keep"] as const;

export const mayKeep = byPost({ duty: "resolutions.keep", area: "division_path" });
export const isKeeper = byPost({ duty: "resolutions.keep" });
/** A proposal, its steps, figures and result are everybody's. */
export const maySee = everyone;
export const mayObject = signedIn;
