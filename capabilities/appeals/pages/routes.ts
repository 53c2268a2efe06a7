import type { PageRoute } from "#platform/page.ts";
import type { HomePart, MenuEntry } from "#ui-kit/index.ts";

export const pages: readonly PageRoute[] = [
  { path: "t/:tenant/appeals", module: "public-list.tsx" },
  { path: "t/:tenant/appeals/new", module: "raise.tsx" },
  { path: "t/:tenant/appeals/mine", module: "mine.tsx" },
  { path: "t/:tenant/appeals/open-data", module: "open-data.ts" },
  { path: "t/:tenant/appeals/schema.json", module: "open-data-schema.ts" },
  { path: "t/:tenant/appeals/feed.atom", module: "feed.ts" },
  { path: "t/:tenant/appeals/feed.rss", module: "feed-rss.ts" },
  { path: "t/:tenant/appeals/map", module: "map.tsx" },
  { path: "t/:tenant/appeals/rates", module: "rates.tsx" },
  { path: "t/:tenant/appeals/rates-data", module: "rates-data.ts" },
  { path: "t/:tenant/appeals/rates-schema.json", module: "rates-schema.ts" },
  { path: "t/:tenant/appeals/receipt", module: "receipt.tsx" },
  { path: "t/:tenant/appeals/desk", module: "desk-list.tsx" },
  { path: "t/:tenant/appeals/desk-file", module: "desk-file.ts" },
  { path: "t/:tenant/appeals/subscriptions", module: "subscriptions.tsx" },
  { path: "t/:tenant/appeals/stack", module: "stack.tsx" },
  { path: "t/:tenant/appeals/retaliation", module: "retaliation.tsx" },
  { path: "t/:tenant/appeals/openings", module: "openings.tsx" },
  { path: "t/:tenant/appeals/archive", module: "archive.tsx" },
  { path: "t/:tenant/appeals/archive-file", module: "archive-file.ts" },
  { path: "t/:tenant/appeals/requests/:id", module: "request.tsx" },
  { path: "t/:tenant/appeals/:number", module: "appeal.tsx" },
];

const STAFF = ["appeals.dispatch", "appeals.handle", "appeals.oversee", "appeals.release"];

export const menu: readonly MenuEntry[] = [
  { path: "appeals/new", text: "menu.raise", door: "portal", order: 10, first: true },
  { path: "appeals", text: "menu.public", door: "portal", order: 11, first: true },
  { path: "appeals/map", text: "menu.map", door: "portal", order: 11 },
  { path: "appeals/rates", text: "menu.rates", door: "portal", order: 11 },
  { path: "appeals/receipt", text: "menu.receipt", door: "portal", order: 12 },
  { path: "appeals/mine", text: "menu.mine", door: "mine", order: 10 },
  { path: "appeals/subscriptions", text: "menu.subscriptions", door: "mine", order: 11 },
  { path: "appeals/retaliation", text: "menu.retaliation", door: "mine", order: 12 },
  { path: "appeals/desk", text: "menu.desk", door: "desk", order: 20, duties: STAFF, first: true },
  { path: "appeals/stack", text: "menu.stack", door: "desk", order: 21, duties: ["appeals.desk"] },
  { path: "appeals/archive", text: "menu.archive", door: "desk", order: 23, duties: ["appeals.dispatch"] },
  { path: "appeals/openings", text: "menu.openings", door: "desk", order: 24, duties: ["appeals.unseal"] },
  { path: "appeals/retaliation", text: "menu.retaliation", door: "desk", order: 25, duties: ["appeals.retaliation"] },
];

export const home: readonly HomePart[] = [
  { module: "home-mine.tsx", door: "mine", order: 10 },
  { module: "home-public.tsx", door: "portal", order: 20 },
];
