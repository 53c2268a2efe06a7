import type { PageRoute } from "#platform/page.ts";
import type { MenuEntry } from "#ui-kit/index.ts";

export const pages: readonly PageRoute[] = [
  { path: "t/:tenant/register", module: "persons.tsx" },
  { path: "t/:tenant/register/mine", module: "mine.tsx" },
  { path: "t/:tenant/register/persons/new", module: "add-person.tsx" },
  { path: "t/:tenant/register/persons/:id", module: "person.tsx" },
  { path: "t/:tenant/register/households", module: "households.tsx" },
  { path: "t/:tenant/register/households/new", module: "add-household.tsx" },
  { path: "t/:tenant/register/households/:id", module: "household.tsx" },
  { path: "t/:tenant/register/groups", module: "groups.tsx" },
  { path: "t/:tenant/register/corrections", module: "corrections.tsx" },
  { path: "t/:tenant/register/exports", module: "exports.tsx" },
  { path: "t/:tenant/register/exports/new", module: "ask-export.tsx" },
  { path: "t/:tenant/register/imports", module: "imports.tsx" },
  { path: "t/:tenant/register/imports/:id", module: "import.tsx" },
  { path: "t/:tenant/register/imports/:id/rejects", module: "rejects-file.ts" },
  { path: "t/:tenant/register/exports/file", module: "export-file.ts" },
];

const READERS = ["register.read", "register.desk", "register.steward"] as const;

export const menu: readonly MenuEntry[] = [
  { path: "register", text: "menu.persons", door: "desk", order: 40, duties: READERS },
  { path: "register/households", text: "menu.households", door: "desk", order: 41, duties: READERS },
  {
    path: "register/corrections",
    text: "menu.corrections",
    door: "desk",
    order: 42,
    duties: ["register.desk", "register.steward"],
  },
  { path: "register/groups", text: "menu.groups", door: "desk", order: 43, duties: READERS },
  { path: "register/exports", text: "menu.exports", door: "desk", order: 44, duties: ["register.read", "register.steward"] },
  { path: "register/imports", text: "menu.imports", door: "desk", order: 45, duties: ["register.steward"] },
  { path: "register/mine", text: "menu.mine", door: "mine", order: 79 },
];
