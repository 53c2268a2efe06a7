import { allOf, byPost, everyone, keptFrom } from "#platform/policy.ts";

/** `keep` carries projects of its own body through; `accept` is the supervision committee's. */
export const DUTIES = ["projects.keep", "projects.accept"] as const;

/** Which body leads it is seen from the post. */
export const mayBegin = byPost({ duty: "projects.keep", area: "division_path" });
export const isKeeper = byPost({ duty: "projects.keep" });
export const mayKeep = byPost({ duty: "projects.keep", area: "division_path", organization: "organization_id" });
/** Never by those who carried it out. */
export const mayAccept = allOf(byPost({ duty: "projects.accept", area: "division_path" }), keptFrom("barred"));
/** What it is for, who works on it, what it costs and what came of it is everybody's. */
export const maySee = everyone;
