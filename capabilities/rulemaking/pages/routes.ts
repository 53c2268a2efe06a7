import type { PageRoute } from "#platform/page.ts";
import type { MenuEntry } from "#ui-kit/index.ts";

export const pages: readonly PageRoute[] = [
  { path: "t/:tenant/rulemaking", module: "drafts.tsx" },
  { path: "t/:tenant/rulemaking/new", module: "begin.tsx" },
  { path: "t/:tenant/rulemaking/:number", module: "draft.tsx" },
  { path: "t/:tenant/rulemaking/:number/write", module: "write.tsx" },
  { path: "t/:tenant/rulemaking/:number/paper", module: "draft-paper.tsx" },
];

export const menu: readonly MenuEntry[] = [
  { path: "rulemaking", text: "menu.rulemaking", door: "portal", order: 60 },
  { path: "rulemaking/new", text: "menu.begin", door: "desk", order: 44, duties: ["rulemaking.draft"] },
];
