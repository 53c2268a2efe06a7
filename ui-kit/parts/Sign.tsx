export type SignKind = "open" | "busy" | "done" | "mind" | "wrong";

const DRAWN: Readonly<Record<SignKind, string>> = {
  open: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z",
  busy: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM8 4.5V8l2.5 2",
  done: "M2.5 8.5l3.5 3.5l7.5-8",
  mind: "M8 2.5V9.5M8 12.4V13.4",
  wrong: "M3.5 3.5l9 9M12.5 3.5l-9 9",
};

/** A sign drawn, not typed: phones lack ✕ and ◐ in their Chinese fonts and would show boxes. */
export function Sign({ kind }: { readonly kind: SignKind }) {
  return (
    <svg className="sign" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={DRAWN[kind]} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
