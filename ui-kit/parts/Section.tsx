import { useId, type ReactNode } from "react";

type Props = { readonly title: string; readonly children: ReactNode; readonly className?: string };

/** A titled part of a page, found by its heading. */
export function Section({ title, children, className = "section" }: Props) {
  const id = useId();
  return (
    <section className={className} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
