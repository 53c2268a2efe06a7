import type { ReactNode } from "react";

export type Tone = "neutral" | "info" | "good" | "warn" | "bad";

const SIGNS: Readonly<Record<Tone, string>> = { neutral: "○", info: "◐", good: "✓", warn: "!", bad: "✕" };

/** A state: a word, a sign and a colour, so that none of the three carries it alone. */
export function StatusTag({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={`tag ${tone}`}>
      <span className="tag-sign" aria-hidden="true">
        {SIGNS[tone]}
      </span>
      {children}
    </span>
  );
}
