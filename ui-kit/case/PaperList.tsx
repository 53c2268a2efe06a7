import type { ReactNode } from "react";

export type Paper = {
  readonly href: string;
  readonly words: string;
  /** Kind, size, day. */
  readonly about?: string;
  readonly seal?: ReactNode;
};

/** Papers of a matter: notices, minutes, answers. */
export function PaperList({ papers }: { readonly papers: readonly Paper[] }) {
  return (
    <ul className="papers">
      {papers.map(({ href, words, about, seal }) => (
        <li key={href}>
          <a className="alone" href={href}>
            {words}
          </a>
          {about === undefined ? undefined : <span className="small soft"> {about}</span>}
          {seal}
        </li>
      ))}
    </ul>
  );
}
