type Stretch = { readonly text: string; readonly found: boolean };

/** A text with what was searched for marked, from stretches the server cut: no HTML of anybody's reaches the page. */
export function Marked({ of }: { readonly of: readonly Stretch[] }) {
  // Plain words between the marks need no key of their own; a mark is known by what stands before it.
  return of.map(({ text, found }, place) => (found ? <mark key={of.slice(0, place).reduce(addLength, 0)}>{text}</mark> : text));
}

function addLength(sum: number, { text }: Stretch): number {
  return sum + text.length;
}
