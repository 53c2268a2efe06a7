import { useEffect, useRef } from "react";

/**
 * Arrow keys go from row to row of the table before or after it, once a link in it has the focus; Home and End go to the ends.
 * Keys act inside the table only, so they take nothing from a reader's own software (WCAG 2.1.4).
 */
export function KeyboardRows() {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const table = place.current?.closest("article")?.querySelector("table");
    if (table === null || table === undefined) return undefined;
    const go = (event: KeyboardEvent) => moveFocus(table, event);
    table.addEventListener("keydown", go);
    return () => table.removeEventListener("keydown", go);
  }, []);
  return <span ref={place} hidden />;
}

function moveFocus(table: HTMLTableElement, event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || !(event.target instanceof HTMLAnchorElement)) return;
  const links = [...table.tBodies]
    .flatMap((body) => [...body.rows])
    .flatMap((row) => row.querySelector<HTMLAnchorElement>("a[href]") ?? []);
  const row = event.target.closest("tr");
  const now = links.findIndex((link) => link.closest("tr") === row);
  const to = placeAfter(event.key, now, links.length);
  if (to === undefined || now < 0) return;
  event.preventDefault();
  links[to]?.focus();
}

/** Which row a key leads to; undefined for a key that is not ours. */
export function placeAfter(key: string, now: number, count: number): number | undefined {
  switch (key) {
    case "ArrowDown":
      return Math.min(now + 1, count - 1);
    case "ArrowUp":
      return Math.max(now - 1, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
