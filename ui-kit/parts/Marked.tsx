import { Fragment } from "react";

type Stretch = { readonly text: string; readonly found: boolean };

/** A text with what was searched for marked, from stretches the server cut: no HTML of anybody's reaches the page. */
export function Marked({ of }: { readonly of: readonly Stretch[] }) {
  // Drawn once and never changed: a stretch is known by where it stands.
  return of.map(({ text, found }, place) => <Fragment key={place}>{found ? <mark>{text}</mark> : text}</Fragment>);
}
