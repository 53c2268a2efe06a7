import type { ComponentType } from "react";
import type { PageContext } from "../../platform/page.ts";
import type { Refusal } from "../../platform/refusal.ts";

/** Which of the three doors an entry stands behind: everybody's, one's own, the work desk, the steward's settings. */
export type Door = "portal" | "mine" | "desk" | "steward";

/** One line of the menu, exported as `menu` beside `pages` from a capability's `pages/routes.ts`. */
export type MenuEntry = {
  /** Path below `/t/<tenant>/`: `appeals`. */
  readonly path: string;
  /** Key of its words in the capability's messages: `menu.appeals`. */
  readonly text: string;
  readonly door: Door;
  /** Shown to whoever holds one of these duties; without it to everybody (steward and mine: to everybody signed in; desk: to whoever
   * holds any duty here). */
  readonly duties?: readonly string[];
  /** Smaller comes first; entries of the same figure by path. */
  readonly order: number;
  /** Shown in the header too, where there is room for about five. */
  readonly first?: boolean;
};

/**
 * One part of a tenant's home page, exported as `home` beside `pages`: what has happened, or what waits for this reader. Its module
 * exports `read`, which answers nothing where there is nothing to show, and draws what was read.
 */
export type HomePart = Pick<MenuEntry, "door" | "duties" | "order"> & {
  /** Below the capability's `pages/`. */
  readonly module: string;
};

/** What a module of a part of the home page exports. */
export type HomePartModule<Data = unknown> = {
  readonly read: (context: PageContext) => Promise<Data | Refusal | undefined>;
  readonly default: ComponentType<{ readonly data: Data }>;
};

/** What the module's component is given. */
export type HomePartProps<Read extends (context: PageContext) => Promise<unknown>> = {
  readonly data: Exclude<Awaited<ReturnType<Read>>, Refusal | undefined>;
};
