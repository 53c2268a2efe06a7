import type { PageRoute } from "#platform/page.ts";
import type { HomePart, MenuEntry } from "#ui-kit/index.ts";

export const pages: readonly PageRoute[] = [
  { path: "t/:tenant/meetings", module: "meetings.tsx" },
  { path: "t/:tenant/meetings/new", module: "convene.tsx" },
  { path: "t/:tenant/meetings/calendar.ics", module: "calendar.ts" },
  { path: "t/:tenant/meetings/initiatives", module: "initiatives.tsx" },
  { path: "t/:tenant/meetings/initiatives/:id", module: "initiative.tsx" },
  { path: "t/:tenant/meetings/ballots/:id", module: "ballot.tsx" },
  { path: "t/:tenant/meetings/:id", module: "meeting.tsx" },
  { path: "t/:tenant/meetings/:id/attendance", module: "attendance.tsx" },
  { path: "t/:tenant/meetings/:id/door", module: "door.tsx" },
  { path: "t/:tenant/meetings/:id/hall", module: "hall.tsx" },
  { path: "t/:tenant/meetings/:id/notice", module: "notice.tsx" },
  { path: "t/:tenant/meetings/:id/minutes", module: "minutes.tsx" },
];

export const menu: readonly MenuEntry[] = [
  { path: "meetings", text: "menu.meetings", door: "portal", order: 40 },
  { path: "meetings/initiatives", text: "menu.initiatives", door: "portal", order: 41 },
  { path: "meetings/new", text: "menu.convene", door: "desk", order: 44, duties: ["meetings.keep"] },
];

export const home: readonly HomePart[] = [{ module: "home-meetings.tsx", door: "portal", order: 15 }];
