import { createContext, useContext, type ReactNode } from "react";
import type { Viewer } from "../../platform/page.ts";
import type { Texts, Translate } from "../text/texts.ts";

/** What every component may know of the page it is on. */
export type Setting = {
  readonly viewer: Viewer;
  readonly texts: Texts;
  /** Path and query of this page; lists keep their filters in it. */
  readonly here: { readonly path: string; readonly query: string };
  /** Fresh for each document: idempotency keys of its forms are made from it. */
  readonly documentKey: string;
  /** What style elements made by a script must carry under the page's policy; empty on pages without script. */
  readonly nonce: string;
  /** When the page was made, UTC: days left are counted from it, and stay the same when the page is hydrated. */
  readonly nowUtc: string;
};

const SettingContext = createContext<Setting | undefined>(undefined);

export function SettingProvider({ setting, children }: { readonly setting: Setting; readonly children: ReactNode }) {
  return <SettingContext value={setting}>{children}</SettingContext>;
}

export function useSetting(): Setting {
  const setting = useContext(SettingContext);
  if (setting === undefined) throw new Error("Rendered outside SettingProvider");
  return setting;
}

/** The texts of one namespace in the reader's language: `const t = useText("appeals"); t("list.title", { count: 3 })`. */
export function useText(namespace: string): Translate {
  return useSetting().texts.of(namespace);
}

export function useViewer(): Viewer {
  return useSetting().viewer;
}

/** Paths below the tenant of this page: `path("appeals/7")` → `/t/heping/appeals/7`. */
export function useTenantPath(): (below: string) => string {
  const { viewer } = useSetting();
  return (below) => tenantPath(viewer, below);
}

export function tenantPath(viewer: Viewer, below: string): string {
  if (viewer.tenant === undefined) throw new Error("This page names no tenant");
  return `/t/${encodeURIComponent(viewer.tenant.slug)}/${below.replace(/^\//, "")}`;
}
