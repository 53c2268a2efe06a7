export type Tab = { readonly href: string; readonly words: string; readonly count?: number; readonly current?: boolean };

/** Views of one thing, each with an address of its own. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  return (
    <nav className="tabs no-print" aria-label={label}>
      <ul>
        {tabs.map(({ href, words, count, current = false }) => (
          <li key={href}>
            <a href={href} aria-current={current ? "page" : undefined}>
              {words}
              {count === undefined ? undefined : <span className="count figures"> {count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
