/** The next label below a village. Labels are never given out twice: an ended grid's records keep pointing at it alone. */
export function nextGridLabel(labels: readonly string[]): string {
  const numbers = labels.map((label) => Number(/^g(\d{1,9})$/.exec(label)?.[1] ?? 0));
  return `g${Math.max(0, ...numbers) + 1}`;
}
