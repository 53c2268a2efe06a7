import { menus } from "virtual:gongzhi/menus";
import type { Viewer } from "../../platform/page.ts";
import { tenantPath, type Door, type MenuEntry, type Texts } from "#ui-kit/index.ts";

/** One line of the menu as this reader sees it. */
export type MenuLine = { readonly door: Door; readonly href: string; readonly words: string; readonly first: boolean };

/** What this reader may open, in order. It only leaves out what would be refused anyway: rights are decided where acts are done. */
export function menuFor(viewer: Viewer, texts: Texts): readonly MenuLine[] {
  if (viewer.tenant === undefined) return [];
  return menus
    .flatMap(({ capability, entries }) => entries.map((entry) => ({ capability, entry })))
    .filter(({ entry }) => isShown(entry, viewer))
    .sort(
      (one, other) =>
        workFirst(one.entry) - workFirst(other.entry) ||
        one.entry.order - other.entry.order ||
        (one.entry.path < other.entry.path ? -1 : 1),
    )
    .map(({ capability, entry }) => ({
      door: entry.door,
      href: tenantPath(viewer, entry.path),
      words: texts.of(capability)(entry.text),
      first: entry.first === true,
    }));
}

/** Who has work here finds it first; among the rest, and for everybody else, the order is the capabilities' own. */
export function workFirst({ door }: Pick<MenuEntry, "door">): number {
  return door === "desk" ? 0 : 1;
}

/** Whether what stands behind a door is for this reader. */
export function isShown({ door, duties }: Pick<MenuEntry, "door" | "duties">, { signedIn, tenant }: Viewer): boolean {
  if (door === "portal" && duties === undefined) return true;
  if (signedIn === undefined || tenant === undefined) return false;
  // The desk is for whoever has work here; which work it is, is for its own pages to say.
  if (duties === undefined) return door !== "desk" || signedIn.duties.length > 0;
  return duties.some((duty) => signedIn.duties.includes(duty));
}
