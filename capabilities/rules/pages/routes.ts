import type { PageRoute } from "#platform/page.ts";
import type { MenuEntry } from "#ui-kit/index.ts";

export const pages: readonly PageRoute[] = [
  { path: "t/:tenant/rules", module: "list.tsx" },
  { path: "t/:tenant/rules/new", module: "enact-rule.tsx" },
  { path: "t/:tenant/rules/powers", module: "powers.tsx" },
  { path: "t/:tenant/rules/powers/new", module: "grant-power.tsx" },
  { path: "t/:tenant/rules/:id", module: "rule.tsx" },
  { path: "t/:tenant/rules/:id/changes", module: "changes.tsx" },
  { path: "t/:tenant/rules/:id/enact", module: "enact-version.tsx" },
];

export const menu: readonly MenuEntry[] = [
  { path: "rules", text: "menu.rules", door: "portal", order: 61 },
  { path: "rules/powers", text: "menu.powers", door: "portal", order: 62 },
  { path: "rules/new", text: "menu.enact", door: "steward", order: 30, duties: ["rules.steward"] },
  { path: "rules/powers/new", text: "menu.grant", door: "steward", order: 31, duties: ["rules.steward"] },
];
