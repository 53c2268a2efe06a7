import type { ReactNode } from "react";
import { Section } from "./Section.tsx";

export type DigestLine = {
  readonly key: string;
  readonly href: string;
  readonly words: ReactNode;
  /** Where it stands or since when, beside or below it. */
  readonly aside?: ReactNode;
};

type Props = {
  readonly title: string;
  /** Stands above the lines: figures, or one sentence. */
  readonly children?: ReactNode;
  readonly lines: readonly DigestLine[];
  /** The whole list, which these are the first of. */
  readonly more: readonly { readonly href: string; readonly words: string }[];
};

/** The first few of a list on another page, and the way to all of it. */
export function Digest({ title, children, lines, more }: Props) {
  return (
    <Section title={title} className="section digest">
      {children}
      {lines.length === 0 ? undefined : (
        <ul className="digest-lines">
          {lines.map(({ key, href, words, aside }) => (
            <li key={key}>
              <a href={href}>{words}</a>
              {aside === undefined ? undefined : <span className="digest-aside">{aside}</span>}
            </li>
          ))}
        </ul>
      )}
      <ul className="row digest-more">
        {more.map(({ href, words }) => (
          <li key={href}>
            <a className="alone" href={href}>
              {words}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
