import type { ReactNode } from "react";
import {
  Links,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from "react-router";
import { SettingProvider, type Setting } from "#ui-kit/index.ts";
import "#ui-kit/styles/index.css";
import type { PageContext } from "../../platform/page.ts";
import { menuFor, type MenuLine } from "./menu.ts";
import { liveTopicsOf, namespacesOf, pagePowers } from "./page-handle.ts";
import { textsFor } from "./page-texts.ts";
import { ErrorPage } from "./shell/ErrorPage.tsx";
import { Shell } from "./shell/Shell.tsx";
import seal from "./shell/seal.svg?no-inline";

type Root = Pick<Setting, "viewer" | "documentKey" | "nowUtc" | "nonce"> & { readonly menu: readonly MenuLine[] };

export function loader({ context }: { readonly context: PageContext }): Root {
  const { viewer, nonce } = context;
  const menu = menuFor(viewer, textsFor(viewer.locale));
  return { viewer, nonce, menu, documentKey: crypto.randomUUID(), nowUtc: new Date().toISOString() };
}

/** When even the root's loader fails, the page that says so still needs a setting. */
const BARE: Root = {
  viewer: { locale: "zh-CN", colorScheme: "auto", largePrint: false, demo: false },
  nonce: "",
  menu: [],
  documentKey: "",
  nowUtc: "",
};

export function Layout({ children }: { readonly children: ReactNode }) {
  const { viewer, menu, nonce, documentKey, nowUtc } = useRouteLoaderData<Root>("root") ?? BARE;
  const { pathname: path, search: query } = useLocation();
  const matches = useMatches();
  const handles = matches.map(({ handle }) => handle);
  const { scripted, device, work, draft, later } = pagePowers(handles);
  // Nobody is told of anything who is not signed in.
  const live = viewer.signedIn === undefined || scripted ? [] : liveTopicsOf(handles);
  const setting = { viewer, documentKey, nowUtc, nonce, texts: textsFor(viewer.locale), here: { path, query } };
  return (
    <html
      lang={viewer.locale}
      data-scheme={viewer.colorScheme}
      data-print={viewer.largePrint ? "large" : "normal"}
      data-texts={scripted ? namespacesOf(matches).join(" ") : undefined}
      data-live={live.length > 0 ? live.join(" ") : undefined}
      data-live-at={live.length > 0 ? nowUtc : undefined}
      data-live-tenant={live.length > 0 ? viewer.tenant?.slug : undefined}
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={viewer.colorScheme === "auto" ? "light dark" : viewer.colorScheme} />
        <meta name="format-detection" content="telephone=no" />
        <link rel="icon" type="image/svg+xml" href={seal} />
        <Links nonce={nonce} />
      </head>
      <body>
        <SettingProvider setting={setting}>
          <Shell menu={menu} live={live.length > 0}>
            {children}
          </Shell>
        </SettingProvider>
        {scripted ? <ScrollRestoration nonce={nonce} /> : undefined}
        {scripted ? <Scripts nonce={nonce} /> : undefined}
        {device ? <script type="module" src="/device.js" nonce={nonce} /> : undefined}
        {work ? <script type="module" src="/work.js" nonce={nonce} /> : undefined}
        {draft ? <script type="module" src="/draft.js" nonce={nonce} /> : undefined}
        {later ? <script type="module" src="/later.js" nonce={nonce} /> : undefined}
        {live.length > 0 ? <script type="module" src="/live.js" nonce={nonce} /> : undefined}
      </body>
    </html>
  );
}

export default function Page() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return <ErrorPage error={useRouteError()} />;
}
