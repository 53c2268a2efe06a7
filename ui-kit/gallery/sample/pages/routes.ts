import type { PageRoute } from "../../../../platform/page.ts";
import type { HomePart, MenuEntry } from "../../../shell/menu-entry.ts";

export const pages: readonly PageRoute[] = [
  { path: "t/:tenant/sample", module: "list.tsx" },
  { path: "t/:tenant/sample/raise", module: "raise.tsx" },
  { path: "t/:tenant/sample/meeting", module: "meeting.tsx" },
  { path: "t/:tenant/sample/matter", module: "case.tsx" },
  { path: "t/:tenant/sample/board", module: "board.tsx" },
  { path: "t/:tenant/sample/notice", module: "notice.tsx" },
  { path: "t/:tenant/sample/hydrated", module: "hydrated.tsx" },
  { path: "t/:tenant/sample/drafted", module: "drafted.tsx" },
  { path: "t/:tenant/sample/desk", module: "desk.tsx" },
  { path: "t/:tenant/sample/refused", module: "refused.tsx" },
  { path: "t/:tenant/sample/broken", module: "broken.tsx" },
];

export const menu: readonly MenuEntry[] = [
  { path: "sample", text: "menu.matters", door: "portal", order: 10, first: true },
  { path: "sample/raise", text: "menu.raise", door: "portal", order: 20, first: true },
  { path: "sample/notice", text: "menu.notice", door: "portal", order: 30, first: true },
  { path: "sample/matter", text: "menu.mine", door: "mine", order: 10 },
  { path: "sample/board", text: "menu.board", door: "desk", duties: ["sample.steer"], order: 10 },
  { path: "sample/meeting", text: "menu.meeting", door: "desk", duties: ["sample.steer"], order: 20 },
];

export const home: readonly HomePart[] = [
  { module: "home-refused.tsx", door: "portal", order: 10 },
  { module: "home-matters.tsx", door: "portal", order: 20 },
  { module: "home-nothing.tsx", door: "desk", duties: ["sample.steer"], order: 30 },
];
