import { anyOf, byPost } from "#platform/policy.ts";

/** `security` sees to the sign-in of others; `audit` looks at what was done and by whom. Nobody holds both. */
export const DUTIES = ["accounts.security", "accounts.audit"] as const;
export const SECURITY = "accounts.security";

export const mayAudit = byPost({ duty: "accounts.audit", area: "division_path" });
export const maySecure = byPost({ duty: SECURITY, area: "division_path" });
/** The second person: another security administrator, or whoever audits. */
export const mayDecide = anyOf(maySecure, mayAudit);
/** A desk sees who it is; for holders of posts the security administrator does. */
export const mayGiveNewPhone = anyOf(byPost({ duty: "register.desk", area: "division_path" }), maySecure);
/** For the list, which names no place: its rows are held to the reader's areas. */
export const isWatcher = anyOf(byPost({ duty: SECURITY }), byPost({ duty: "accounts.audit" }));
