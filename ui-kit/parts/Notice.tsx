import type { ReactNode } from "react";
import type { Tone } from "./StatusTag.tsx";

type Props = { readonly tone?: Tone; readonly title?: string; readonly children: ReactNode };

/** Something to know before reading on. */
export function Notice({ tone = "info", title, children }: Props) {
  return (
    <section className={`notice ${tone}`}>
      {title === undefined ? undefined : <h2>{title}</h2>}
      {children}
    </section>
  );
}
