import type { PageRoute } from "#platform/page.ts";
import type { MenuEntry } from "#ui-kit/index.ts";

export const pages: readonly PageRoute[] = [
  { path: "t/:tenant/organizations", module: "list.tsx" },
  { path: "t/:tenant/organizations/new", module: "add.tsx" },
  { path: "t/:tenant/organizations/give-post", module: "give-post.tsx" },
  { path: "t/:tenant/organizations/:id", module: "organization.tsx" },
];

export const menu: readonly MenuEntry[] = [
  { path: "organizations", text: "menu.organizations", door: "portal", order: 60 },
  { path: "organizations/new", text: "menu.add", door: "steward", order: 20, duties: ["organizations.steward"] },
];
