import type { PageRoute } from "#platform/page.ts";
import type { MenuEntry } from "#ui-kit/index.ts";

export const pages: readonly PageRoute[] = [
  { path: "t/:tenant/rolls", module: "rolls.tsx" },
  { path: "t/:tenant/rolls/delegates", module: "delegates.tsx" },
  { path: "t/:tenant/rolls/members", module: "members.tsx" },
  { path: "t/:tenant/rolls/members/confirm", module: "confirm-members.tsx" },
  { path: "t/:tenant/rolls/delegates/new", module: "add-delegate.tsx" },
  { path: "t/:tenant/rolls/owners", module: "quarters.tsx" },
  { path: "t/:tenant/rolls/owners/new", module: "add-owner.tsx" },
  { path: "t/:tenant/rolls/owners/:id", module: "owners.tsx" },
  { path: "t/:tenant/rolls/:id", module: "roll.tsx" },
];

export const menu: readonly MenuEntry[] = [
  { path: "rolls", text: "menu.rolls", door: "portal", order: 50 },
  { path: "rolls/delegates", text: "menu.delegates", door: "desk", order: 46, duties: ["rolls.keep", "register.read"] },
  { path: "rolls/members", text: "menu.members", door: "desk", order: 47, duties: ["rolls.keep"] },
  { path: "rolls/owners", text: "menu.owners", door: "desk", order: 48, duties: ["rolls.keep"] },
];
