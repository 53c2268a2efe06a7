import type { PageRoute } from "#platform/page.ts";
import type { HomePart, MenuEntry } from "#ui-kit/index.ts";

export const pages: readonly PageRoute[] = [
  { path: "t/:tenant/record", module: "list.tsx" },
  { path: "t/:tenant/record/check", module: "check.tsx" },
  { path: "t/:tenant/record/erasures", module: "erasures.tsx" },
  { path: "t/:tenant/record/:index", module: "entry.tsx" },
  { path: "t/:tenant/record/:index/erase", module: "erase.tsx" },
];

export const menu: readonly MenuEntry[] = [
  { path: "record", text: "menu.record", door: "portal", order: 60 },
  { path: "record/check", text: "menu.check", door: "portal", order: 60 },
  { path: "record/erasures", text: "menu.erasures", door: "desk", order: 60, duties: ["record.erase"] },
];

export const home: readonly HomePart[] = [{ module: "home-record.tsx", door: "portal", order: 60 }];
