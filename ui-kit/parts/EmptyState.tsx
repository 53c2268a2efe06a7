import type { ReactNode } from "react";

type Props = {
  /** What is not there, and that this is fine or why. */
  readonly says: string;
  /** The next step. */
  readonly next?: ReactNode;
};

export function EmptyState({ says, next }: Props) {
  return (
    <div className="empty">
      <p>{says}</p>
      {next === undefined ? undefined : <p>{next}</p>}
    </div>
  );
}
