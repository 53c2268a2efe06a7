import type { PageRoute } from "#platform/page.ts";
import type { MenuEntry } from "#ui-kit/index.ts";

export const pages: readonly PageRoute[] = [
  { path: "t/:tenant/cases/work", module: "work.tsx" },
  { path: "t/:tenant/cases/substitutes", module: "substitutes.tsx" },
  { path: "t/:tenant/cases/log.xes", module: "log.ts" },
  { path: "t/:tenant/cases/:number", module: "case.tsx" },
];

export const menu: readonly MenuEntry[] = [
  { path: "cases/work", text: "menu.work", door: "desk", order: 10, first: true },
  { path: "cases/substitutes", text: "menu.substitutes", door: "desk", order: 70 },
];
