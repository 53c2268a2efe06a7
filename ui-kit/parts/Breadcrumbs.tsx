import { useText } from "../setting/Setting.tsx";

export type Crumb = { readonly href: string; readonly words: string };

/** The way up; the page itself is its title, not a crumb. */
export function Breadcrumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  const t = useText("ui-kit");
  return (
    <nav className="crumbs no-print" aria-label={t("crumbs")}>
      <ol>
        {crumbs.map(({ href, words }) => (
          <li key={href}>
            <a className="alone" href={href}>
              {words}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
