import type { PageRoute } from "#platform/page.ts";
import type { HomePart, MenuEntry } from "#ui-kit/index.ts";

export const pages: readonly PageRoute[] = [
  { path: "t/:tenant/disclosure", module: "board.tsx" },
  { path: "t/:tenant/disclosure/catalogue", module: "catalogue.tsx" },
  { path: "t/:tenant/disclosure/overdue", module: "overdue.tsx" },
  { path: "t/:tenant/disclosure/desk", module: "desk.tsx" },
  { path: "t/:tenant/disclosure/new", module: "open.tsx" },
  { path: "t/:tenant/disclosure/feed.atom", module: "feed.ts" },
  { path: "t/:tenant/disclosure/feed.rss", module: "feed-rss.ts" },
  { path: "t/:tenant/disclosure/open-data", module: "open-data.ts" },
  { path: "t/:tenant/disclosure/schema.json", module: "schema.ts" },
  { path: "t/:tenant/disclosure/:id", module: "item.tsx" },
  { path: "t/:tenant/disclosure/:id/draft", module: "draft.tsx" },
  { path: "t/:tenant/disclosure/:id/poster", module: "poster.tsx" },
  { path: "t/:tenant/disclosure/:id/poster.pdf", module: "poster-pdf.ts" },
];

export const menu: readonly MenuEntry[] = [
  { path: "disclosure", text: "menu.board", door: "portal", order: 30 },
  { path: "disclosure/overdue", text: "menu.overdue", door: "portal", order: 32 },
  {
    path: "disclosure/desk",
    text: "menu.desk",
    door: "desk",
    order: 42,
    duties: ["disclosure.keep", "disclosure.review", "disclosure.oversee"],
  },
];

export const home: readonly HomePart[] = [{ module: "home-disclosure.tsx", door: "portal", order: 12 }];
