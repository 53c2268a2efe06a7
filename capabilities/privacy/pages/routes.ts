import type { PageRoute } from "#platform/page.ts";
import type { MenuEntry } from "#ui-kit/index.ts";

export const pages: readonly PageRoute[] = [
  { path: "t/:tenant/privacy/mine", module: "mine.tsx" },
  { path: "t/:tenant/privacy/mine/paper", module: "paper.tsx" },
  { path: "t/:tenant/privacy/mine/file", module: "file.ts" },
];

export const menu: readonly MenuEntry[] = [{ path: "privacy/mine", text: "menu.mine", door: "mine", order: 81 }];
