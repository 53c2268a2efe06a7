import type { PageRoute } from "#platform/page.ts";
import type { HomePart, MenuEntry } from "#ui-kit/index.ts";

export const pages: readonly PageRoute[] = [
  { path: "t/:tenant/accounts/sign-in", module: "sign-in.tsx" },
  { path: "t/:tenant/accounts/code", module: "code.tsx" },
  { path: "t/:tenant/accounts/second-factor", module: "second-factor.tsx" },
  { path: "t/:tenant/accounts/me", module: "me.tsx" },
  { path: "t/:tenant/accounts/channels", module: "channels.tsx" },
  { path: "t/:tenant/accounts/notices", module: "notices.tsx" },
  { path: "t/:tenant/accounts/readings", module: "readings.tsx" },
  { path: "t/:tenant/accounts/passkeys", module: "passkeys.tsx" },
  { path: "t/:tenant/accounts/passkeys/add", module: "add-passkey.tsx" },
  { path: "t/:tenant/accounts/passkey-sign-in", module: "passkey-sign-in.tsx" },
  { path: "t/:tenant/accounts/security", module: "security.tsx" },
  { path: "t/:tenant/accounts/audit", module: "audit.tsx" },
  { path: "t/:tenant/accounts/audit/readings", module: "audit-readings.tsx" },
  { path: "t/:tenant/accounts/audit/file", module: "audit-file.ts" },
  { path: "t/:tenant/accounts/new-phone", module: "new-phone.tsx" },
  { path: "t/:tenant/accounts/inbox", module: "demo-inbox.tsx" },
  { path: "t/:tenant/accounts/purges", module: "purges.tsx" },
  { path: "t/:tenant/accounts/jobs", module: "jobs.tsx" },
  { path: "t/:tenant/accounts/jobs/:id", module: "job.tsx" },
];

export const menu: readonly MenuEntry[] = [
  {
    path: "accounts/security",
    text: "menu.security",
    door: "desk",
    order: 70,
    duties: ["accounts.security", "accounts.audit"],
  },
  { path: "accounts/audit", text: "menu.audit", door: "desk", order: 71, duties: ["accounts.audit"] },
  {
    path: "accounts/purges",
    text: "menu.purges",
    door: "desk",
    order: 72,
    duties: ["accounts.security", "accounts.audit"],
  },
  { path: "accounts/me", text: "menu.me", door: "mine", order: 80 },
  { path: "accounts/notices", text: "menu.notices", door: "mine", order: 81 },
  { path: "accounts/readings", text: "menu.readings", door: "mine", order: 82 },
  { path: "accounts/jobs", text: "menu.jobs", door: "mine", order: 83 },
];

export const home: readonly HomePart[] = [
  { module: "home-demo.tsx", door: "portal", order: 1 },
  { module: "home-notices.tsx", door: "mine", order: 15 },
];
