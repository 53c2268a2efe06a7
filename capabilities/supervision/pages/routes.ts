import type { PageRoute } from "#platform/page.ts";
import type { MenuEntry } from "#ui-kit/index.ts";

export const pages: readonly PageRoute[] = [
  { path: "t/:tenant/supervision", module: "matters.tsx" },
  { path: "t/:tenant/supervision/desk", module: "desk.tsx" },
  { path: "t/:tenant/supervision/object", module: "object.tsx" },
  { path: "t/:tenant/supervision/ask", module: "ask.tsx" },
  { path: "t/:tenant/supervision/complain", module: "complain.tsx" },
  { path: "t/:tenant/supervision/appraisals", module: "appraisals.tsx" },
  { path: "t/:tenant/supervision/appraisals/:number", module: "appraisal.tsx" },
  { path: "t/:tenant/supervision/audits", module: "audits.tsx" },
  { path: "t/:tenant/supervision/audits/:number", module: "audit.tsx" },
  { path: "t/:tenant/supervision/:number", module: "matter.tsx" },
];

export const menu: readonly MenuEntry[] = [
  { path: "supervision", text: "menu.supervision", door: "portal", order: 41 },
  {
    path: "supervision/desk",
    text: "menu.desk",
    door: "desk",
    order: 45,
    duties: ["supervision.watch", "supervision.answer", "supervision.oversee"],
  },
];
