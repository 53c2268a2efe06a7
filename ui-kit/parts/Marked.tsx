import { createElement, Fragment } from "react";

type Stretch = { readonly text: string; readonly found: boolean };

/** A text with what was searched for marked, from stretches the server cut: no HTML of anybody's reaches the page. */
export function Marked({ of }: { readonly of: readonly Stretch[] }) {
  return createElement(Fragment, undefined, ...of.map(({ text, found }) => (found ? <mark>{text}</mark> : text)));
}
