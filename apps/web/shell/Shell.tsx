import type { ReactNode } from "react";
import { useText, useViewer } from "#ui-kit/index.ts";
import type { MenuLine } from "../menu.ts";
import { addressesFor } from "./addresses.ts";
import { DisplaySwitches } from "./DisplaySwitches.tsx";
import { Header } from "./Header.tsx";
import { Menu } from "./Menu.tsx";

type Props = { readonly menu: readonly MenuLine[]; readonly live: boolean; readonly children: ReactNode };

/** What stands around every page: who we are, the way to everything else, and how pages look. */
export function Shell({ menu, live, children }: Props) {
  const t = useText("platform");
  const viewer = useViewer();
  const { demo, signedIn } = viewer;
  return (
    <>
      <a className="skip" href="#content">
        {t("skip")}
      </a>
      {demo ? (
        <p className="demo small">
          {t("demo")}{" "}
          {signedIn === undefined ? undefined : (
            <a className="alone" href={addressesFor(viewer).signIn}>
              {t("demoOther")}
            </a>
          )}
        </p>
      ) : undefined}
      <Header menu={menu} />
      {live ? <LiveNotes /> : undefined}
      <main id="content" className="content">
        {children}
      </main>
      <footer className="footer no-print">
        <Menu menu={menu} />
        <DisplaySwitches />
        <p className="small soft">{t("footer.says")}</p>
        <p className="small soft">{t("footer.licence")}</p>
      </footer>
    </>
  );
}

/** What the script of a live page shows or says: that something is new while somebody types, and that it is in place. */
function LiveNotes() {
  const t = useText("platform");
  return (
    <>
      <output id="live-note" className="live-note no-print" hidden>
        {t("live.note")}{" "}
        <button id="live-load" type="button" className="button">
          {t("live.load")}
        </button>
      </output>
      <output id="live-said" className="unseen" data-words={t("live.said")} />
    </>
  );
}
