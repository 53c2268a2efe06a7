import { NO_POWERS, type PagePowers } from "./security-headers.ts";

/** What a route module may export as `handle`. */
export type PageHandle = {
  /** Send scripts and hydrate. Without it a page sends none at all. */
  readonly scripted?: boolean;
  /** Topics (`platform.live`) whose change makes the page another: whoever is signed in sees it change by itself. Not for scripted pages. */
  readonly live?: readonly string[];
  /** Asks the reader's authenticator in a form (`device/ask-device.mjs`). Not for scripted pages. */
  readonly device?: boolean;
  /** Does a small computation before a form is sent (`device/do-work.mjs`). Not for scripted pages. */
  readonly work?: boolean;
  /** Keeps what is typed in a form on the device (`device/keep-draft.mjs`). Not for scripted pages. */
  readonly draft?: boolean;
  /** Sends what was done in forms marked `later` once there is a line again (`device/send-later.mjs`). Not for scripted pages. */
  readonly later?: boolean;
  readonly editor?: boolean;
  readonly map?: boolean;
  /** Namespaces of texts a hydrated page uses besides its own capability's. */
  readonly texts?: readonly string[];
};

/** What the matched routes ask for together. */
export function pagePowers(handles: readonly unknown[]): PagePowers {
  const asked = handles.map(readHandle);
  const any = (power: "scripted" | "device" | "work" | "draft" | "later" | "editor" | "map") =>
    asked.some((handle) => handle[power] === true);
  const live = liveTopicsOf(handles).length > 0;
  if (asked.length === 0) return NO_POWERS;
  return {
    scripted: any("scripted"),
    live,
    device: any("device"),
    work: any("work"),
    draft: any("draft"),
    later: any("later"),
    editor: any("editor"),
    map: any("map"),
  };
}

export function liveTopicsOf(handles: readonly unknown[]): readonly string[] {
  return [...new Set(handles.flatMap((handle) => readHandle(handle).live ?? []))];
}

/** The namespaces a hydrated page needs: its capability's is the first part of its route's id. */
export function namespacesOf(matches: readonly { readonly id: string; readonly handle: unknown }[]): readonly string[] {
  const own = matches.filter(({ id }) => id.includes("@/")).map(({ id }) => id.split("/", 1)[0] ?? "");
  const asked = matches.flatMap(({ handle }) => readHandle(handle).texts ?? []);
  return [...new Set(["platform", "ui-kit", ...own, ...asked])];
}

function readHandle(handle: unknown): PageHandle {
  return typeof handle === "object" && handle !== null ? handle : {};
}
