import type { PageRoute } from "#platform/page.ts";
import type { MenuEntry } from "#ui-kit/index.ts";

export const pages: readonly PageRoute[] = [
  { path: "t/:tenant/divisions", module: "tree.tsx" },
  { path: "t/:tenant/divisions/:code", module: "division.tsx" },
];

export const menu: readonly MenuEntry[] = [
  { path: "divisions", text: "menu.divisions", door: "portal", order: 64 },
  { path: "divisions", text: "menu.keep", door: "steward", order: 10, duties: ["divisions.steward"] },
];
