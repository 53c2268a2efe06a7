import { tenantPath, useText, useViewer } from "#ui-kit/index.ts";
import type { MenuLine } from "../menu.ts";
import { SIGN_IN_PATH } from "./addresses.ts";

export function Header({ menu }: { readonly menu: readonly MenuLine[] }) {
  const t = useText("platform");
  const viewer = useViewer();
  const first = menu.filter((line) => line.first);
  return (
    <header className="header">
      <div className="header-line">
        <a className="brand" href={viewer.tenant === undefined ? "/" : tenantPath(viewer, "")}>
          <span className="brand-mark" aria-hidden="true">
            共<br />治
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
          <a
            href={tenantPath(viewer, "notices")}
            aria-label={signedIn.unread > 0 ? t("account.unread", { count: signedIn.unread }) : undefined}
          >
            {t("account.notices")}
            {signedIn.unread > 0 ? (
              <span className="unread figures">{signedIn.unread > 99 ? "99+" : signedIn.unread}</span>
            ) : undefined}
          </a>
        </li>
      )}
      <li>
        <a href="#menu">{t("menu.open")}</a>
      </li>
    </ul>
  );
}
