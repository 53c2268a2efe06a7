import type { CSSProperties } from "react";
import { useText } from "../setting/Setting.tsx";

/** Whoever has no mouse scrolls a box by the arrow keys once it is reached (WCAG 2.1.1). */
const BY_KEYS = { tabIndex: 0 } as const;

/**
 * A drawing the server made: a procedure's course, a plan. The only place where markup is put in as it is, since a picture by its
 * address could neither take the page's colours nor be read aloud. `svg` comes from our own drawing code, which escapes every word in
 * it; never from a file or a person.
 *
 * It is never drawn smaller than can be read: what is wider than the page scrolls in a box of its own, which a browser that knows
 * `scroll-initial-target` opens at the present step; in others a link leads there. One that `fits`, a map, is as wide as its place.
 */
export function Drawing({ svg, fits = false }: { readonly svg: string; readonly fits?: boolean }) {
  const t = useText("ui-kit");
  if (fits) return <div className="drawing" dangerouslySetInnerHTML={{ __html: svg }} />;
  const width = /^<svg[^>]*? width="(\d+(?:\.\d+)?)"/.exec(svg)?.[1];
  const id = /^<svg[^>]*? aria-labelledby="([A-Za-z0-9-]+)-title /.exec(svg)?.[1] ?? "drawing";
  const [, x, y] = /^<svg[^>]*? data-present="([01]\.\d+) ([01]\.\d+)"/.exec(svg) ?? [];
  const present = x === undefined || y === undefined ? undefined : { left: share(x), top: share(y) };
  return (
    <>
      <p className="drawing-hint small soft no-print">
        {t("drawing.hint")} {present === undefined ? undefined : <a href={`#${id}-present`}>{t("drawing.toPresent")}</a>}
      </p>
      <section className="drawing" aria-label={t("drawing.label")} {...BY_KEYS}>
        <div className="drawing-sheet" style={width === undefined ? undefined : ({ "--drawn": `${width}px` } as CSSProperties)}>
          <div dangerouslySetInnerHTML={{ __html: svg }} />
          {present === undefined ? undefined : <span id={`${id}-present`} className="drawing-present" style={present} />}
        </div>
      </section>
    </>
  );
}

function share(text: string): string {
  return `${(Number(text) * 100).toFixed(1)}%`;
}
