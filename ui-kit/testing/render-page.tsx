import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { Viewer } from "../../platform/page.ts";
import { SettingProvider, type Setting } from "../setting/Setting.tsx";
import { createTexts, type MessageStore } from "../text/texts.ts";

export type RenderOptions = {
  /** By namespace and locale: the capability's, the kit's and the platform's where they are used. */
  readonly messages: MessageStore;
  readonly viewer?: Partial<Viewer>;
  readonly here?: Setting["here"];
  readonly nowUtc?: string;
};

/** Renders a component as a server does, with strict texts: one that is missing throws. For tests only. */
export function renderPage(page: ReactNode, options: RenderOptions): string {
  const viewer: Viewer = {
    locale: "zh-CN",
    colorScheme: "auto",
    largePrint: false,
    demo: false,
    tenant: { slug: "heping", name: "和平镇" },
    ...options.viewer,
  };
  const setting: Setting = {
    viewer,
    texts: createTexts(options.messages, { strict: true })(viewer.locale),
    here: options.here ?? { path: "/t/heping/sample", query: "" },
    documentKey: "00000000-0000-4000-8000-000000000000",
    nonce: "",
    nowUtc: options.nowUtc ?? "2026-11-23T04:00:00.000Z",
  };
  return renderToStaticMarkup(<SettingProvider setting={setting}>{page}</SettingProvider>);
}
