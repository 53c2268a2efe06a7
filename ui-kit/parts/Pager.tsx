import { useText } from "../setting/Setting.tsx";

/** Keyset paging: there is a page before and one after, but no page 17. */
export function Pager({ previous, next }: { readonly previous?: string | undefined; readonly next?: string | undefined }) {
  const t = useText("ui-kit");
  if (previous === undefined && next === undefined) return undefined;
  return (
    <nav className="pager no-print" aria-label={t("pager.label")}>
      {previous === undefined ? <span /> : <PagerLink href={previous} rel="prev" words={`← ${t("pager.previous")}`} />}
      {next === undefined ? <span /> : <PagerLink href={next} rel="next" words={`${t("pager.next")} →`} />}
    </nav>
  );
}

function PagerLink({ href, rel, words }: { readonly href: string; readonly rel: string; readonly words: string }) {
  return (
    <a className="button" href={href} rel={rel}>
      {words}
    </a>
  );
}
