import type { PageRoute } from "#platform/page.ts";
import type { MenuEntry } from "#ui-kit/index.ts";

export const pages: readonly PageRoute[] = [
  { path: "t/:tenant/privacy/mine", module: "mine.tsx" },
  { path: "t/:tenant/privacy/mine/paper", module: "paper.tsx" },
  { path: "t/:tenant/privacy/mine/file", module: "file.ts" },
  { path: "t/:tenant/privacy/uses", module: "uses.tsx" },
  { path: "t/:tenant/privacy/erase", module: "erase.tsx" },
  { path: "t/:tenant/privacy/requests", module: "requests.tsx" },
];

export const menu: readonly MenuEntry[] = [
  { path: "privacy/mine", text: "menu.mine", door: "mine", order: 81 },
  { path: "privacy/requests", text: "menu.requests", door: "desk", order: 61, duties: ["record.erase"] },
];
