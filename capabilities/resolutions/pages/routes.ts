import type { PageRoute } from "#platform/page.ts";
import type { HomePart, MenuEntry } from "#ui-kit/index.ts";

export const pages: readonly PageRoute[] = [
  { path: "t/:tenant/resolutions", module: "proposals.tsx" },
  { path: "t/:tenant/resolutions/new", module: "propose.tsx" },
  { path: "t/:tenant/resolutions/merged", module: "merge.tsx" },
  { path: "t/:tenant/resolutions/:number", module: "proposal.tsx" },
  { path: "t/:tenant/resolutions/:number/paper", module: "proposal-paper.tsx" },
  { path: "t/:tenant/resolutions/:number/notice", module: "resolution-notice.tsx" },
  { path: "t/:tenant/resolutions/:number/result", module: "result-paper.tsx" },
];

export const menu: readonly MenuEntry[] = [
  { path: "resolutions", text: "menu.resolutions", door: "portal", order: 39, first: true },
  { path: "resolutions/new", text: "menu.propose", door: "desk", order: 43, duties: ["resolutions.keep"] },
];

export const home: readonly HomePart[] = [{ module: "home-resolutions.tsx", door: "portal", order: 14 }];
