import type { PageRoute } from "#platform/page.ts";
import type { MenuEntry } from "#ui-kit/index.ts";

export const pages: readonly PageRoute[] = [
  { path: "t/:tenant/party", module: "members.tsx" },
  { path: "t/:tenant/party/meetings/:id", module: "hall.tsx" },
];

export const menu: readonly MenuEntry[] = [
  { path: "party", text: "menu.party", door: "desk", order: 45, duties: ["party.keep"] },
];
