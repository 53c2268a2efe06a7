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
