import type { PageRoute } from "#platform/page.ts";
import type { MenuEntry } from "#ui-kit/index.ts";

export const pages: readonly PageRoute[] = [
  { path: "t/:tenant/mandates", module: "charges.tsx" },
  { path: "t/:tenant/mandates/new", module: "give.tsx" },
  { path: "t/:tenant/mandates/burden", module: "burden.tsx" },
  { path: "t/:tenant/mandates/:number", module: "mandate.tsx" },
  { path: "t/:tenant/mandates/:number/:place", module: "charge.tsx" },
];

export const menu: readonly MenuEntry[] = [
  { path: "mandates", text: "menu.mandates", door: "portal", order: 63 },
  { path: "mandates", text: "menu.carry", door: "desk", order: 45, duties: ["mandates.carry"] },
  { path: "mandates/new", text: "menu.give", door: "desk", order: 46, duties: ["mandates.give"] },
];
