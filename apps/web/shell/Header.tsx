import { tenantPath, useText, useViewer } from "#ui-kit/index.ts";
import type { MenuLine } from "../menu.ts";
import { SIGN_IN_PATH } from "./addresses.ts";

/** Beyond this the exact number tells nobody anything. */
const MOST_SHOWN = 99;

export function Header({ menu }: { readonly menu: readonly MenuLine[] }) {
  const t = useText("platform");
  const viewer = useViewer();
  const first = menu.filter((line) => line.first);
  return (
    <header className="header">
      <div className="header-line">
        <a className="brand" href={viewer.tenant === undefined ? "/" : tenantPath(viewer, "")}>
          <span className="brand-mark" aria-hidden="true">
            共
            <br />治
          </span>
          <span className="brand-name">{viewer.tenant?.name ?? t("house")}</span>
        </a>
        {first.length === 0 ? undefined : (
          <nav className="header-menu no-print" aria-label={t("menu.portal")}>
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
  const viewer = useViewer();
  const { signedIn, tenant } = viewer;
  return (
    <ul className="account no-print">
      {signedIn === undefined ? (
        <li>
          <a href={SIGN_IN_PATH}>{t("account.signIn")}</a>
        </li>
      ) : undefined}
      {signedIn === undefined || tenant === undefined ? undefined : (
        <li>
          <a href={tenantPath(viewer, "notices")}>
            {t("account.notices")}
            {signedIn.unread > 0 ? <Unread count={signedIn.unread} words={t("account.unread")} /> : undefined}
          </a>
        </li>
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
