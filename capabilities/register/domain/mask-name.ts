/** `李*国`, `李*`, `欧**明`: what a list shows of a name. The first sign and, of three and more, the last. */
export function maskName(name: string): string {
  const signs = Array.from(name);
  if (signs.length <= 1) return name;
  if (signs.length === 2) return `${signs[0]}*`;
  return `${signs[0]}${"*".repeat(Math.min(3, signs.length - 2))}${signs.at(-1)}`;
}
