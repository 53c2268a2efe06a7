import type { ReactNode } from "react";

type Props = {
  /** What one would do: `撤回诉求`. */
  readonly act: string;
  /** What it leads to, and the form that does it. */
  readonly children: ReactNode;
};

/** A second thought without a dialog: opens in place, works without script, and closes by itself on the next page. */
export function Confirm({ act, children }: Props) {
  return (
    <details className="confirm no-print">
      <summary>{act}</summary>
      <div className="confirm-body stack">{children}</div>
    </details>
  );
}
