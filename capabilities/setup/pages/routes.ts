import type { PageRoute } from "#platform/page.ts";
import type { MenuEntry } from "#ui-kit/index.ts";

export const pages: readonly PageRoute[] = [
  { path: "/", module: "front.tsx" },
  { path: "setup", module: "place.tsx" },
  { path: "setup/name", module: "name.tsx" },
  { path: "setup/administrator", module: "administrator.tsx" },
  { path: "t/:tenant/setup/welcome", module: "welcome.tsx" },
];

export const menu: readonly MenuEntry[] = [
  { path: "setup/welcome", text: "menu.welcome", door: "steward", duties: ["setup.steward"], order: 90 },
];
