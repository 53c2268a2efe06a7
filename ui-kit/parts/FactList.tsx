import type { ReactNode } from "react";

export type Fact = { readonly name: string; readonly value: ReactNode };

/** Names and values, as at the head of a file. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
