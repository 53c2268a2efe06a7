import type { ReactNode } from "react";
import { Sign, type SignKind } from "./Sign.tsx";

export type Tone = "neutral" | "info" | "good" | "warn" | "bad";

const SIGNS: Readonly<Record<Tone, SignKind>> = { neutral: "open", info: "busy", good: "done", warn: "mind", bad: "wrong" };

/** A state: a word, a sign and a colour, so that none of the three carries it alone. */
export function StatusTag({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={`tag ${tone}`}>
      <Sign kind={SIGNS[tone]} />
      {children}
    </span>
  );
}
