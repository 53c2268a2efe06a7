import { useSetting, useText, useViewer } from "#ui-kit/index.ts";
import type { MenuLine } from "../menu.ts";
import { addressesFor } from "./addresses.ts";

/** Beyond this the exact number tells nobody anything. */
const MOST_SHOWN = 99;

/** What fits one line of a desk's screen beside the name. */
const MOST_FIRST = 6;

export function Header({ menu }: { readonly menu: readonly MenuLine[] }) {
  const t = useText("platform");
  const viewer = useViewer();
  const { home } = addressesFor(viewer);
  const first = menu.filter((line) => line.first).slice(0, MOST_FIRST);
  return (
    <header className="header">
      <div className="header-line">
        <a className="brand" href={home}>
          <span className="brand-mark" aria-hidden="true">
            共
            <br />治
          </span>
          <span className="brand-name">{viewer.tenant?.name ?? t("house")}</span>
        </a>
        {first.length === 0 ? undefined : (
          <nav className="header-menu no-print" aria-label={t("menu.first")}>
            <ul>
              {first.map(({ href, words }) => (
                <li key={href}>
                  <a href={href}>{words}</a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <AccountLinks />
      </div>
    </header>
  );
}

function AccountLinks() {
  const t = useText("platform");
  const { viewer, here } = useSetting();
  const { signedIn } = viewer;
  const { signIn, notices, me } = addressesFor(viewer, here.path);
  return (
    <ul className="account no-print">
      {signedIn === undefined && signIn !== undefined ? (
        <li>
          <a href={signIn}>{t("account.signIn")}</a>
        </li>
      ) : undefined}
      {signedIn === undefined ? undefined : (
        <>
          <li className="account-name">
            <a href={me}>{signedIn.name === "" ? t("account.mine") : signedIn.name}</a>
          </li>
          <li>
            <a href={notices}>
              {t("account.notices")}
              {signedIn.unread > 0 ? <Unread count={signedIn.unread} words={t("account.unread")} /> : undefined}
            </a>
          </li>
        </>
      )}
      <li>
        <a href="#menu">{t("menu.open")}</a>
      </li>
    </ul>
  );
}

function Unread({ count, words }: { readonly count: number; readonly words: string }) {
  return (
    <>
      <span className="unread figures">{count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}</span>
      <span className="unseen">{words}</span>
    </>
  );
}
