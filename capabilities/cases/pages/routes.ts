import type { PageRoute } from "#platform/page.ts";
import type { HomePart, MenuEntry } from "#ui-kit/index.ts";

export const pages: readonly PageRoute[] = [
  { path: "t/:tenant/cases/work", module: "work.tsx" },
  { path: "t/:tenant/cases/substitutes", module: "substitutes.tsx" },
  { path: "t/:tenant/cases/log.xes", module: "log.ts" },
  { path: "t/:tenant/cases/procedures", module: "procedures.tsx" },
  { path: "t/:tenant/cases/procedures/new", module: "draft-procedure.tsx" },
  { path: "t/:tenant/cases/procedures/new-own", module: "draft-new-procedure.tsx" },
  { path: "t/:tenant/cases/procedures/drafts/:id", module: "draft.tsx" },
  { path: "t/:tenant/cases/procedures/drafts/:id/edit", module: "edit-procedure.tsx" },
  { path: "t/:tenant/cases/procedures/:key/edit", module: "edit-procedure.tsx" },
  { path: "t/:tenant/cases/procedures/:key/:version", module: "procedure.tsx" },
  { path: "t/:tenant/cases/procedures/:key/:version/file", module: "procedure-file.ts" },
  { path: "t/:tenant/cases/:number", module: "case.tsx" },
];

export const menu: readonly MenuEntry[] = [
  { path: "cases/work", text: "menu.work", door: "desk", order: 10, first: true },
  { path: "cases/substitutes", text: "menu.substitutes", door: "desk", order: 70 },
  { path: "cases/procedures", text: "menu.procedures", door: "portal", order: 63 },
  { path: "cases/procedures/new", text: "menu.draft", door: "steward", order: 32, duties: ["cases.enact"] },
];

export const home: readonly HomePart[] = [{ module: "home-work.tsx", door: "desk", order: 10 }];
