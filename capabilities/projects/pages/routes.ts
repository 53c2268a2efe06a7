import type { PageRoute } from "#platform/page.ts";
import type { HomePart, MenuEntry } from "#ui-kit/index.ts";

export const pages: readonly PageRoute[] = [
  { path: "t/:tenant/projects", module: "projects.tsx" },
  { path: "t/:tenant/projects/new", module: "begin.tsx" },
  { path: "t/:tenant/projects/:number", module: "project.tsx" },
  { path: "t/:tenant/projects/:number/account", module: "account.tsx" },
];

export const menu: readonly MenuEntry[] = [
  { path: "projects", text: "menu.projects", door: "portal", order: 40 },
  { path: "projects/new", text: "menu.begin", door: "desk", order: 44, duties: ["projects.keep"] },
];

export const home: readonly HomePart[] = [{ module: "home-projects.tsx", door: "portal", order: 15 }];
