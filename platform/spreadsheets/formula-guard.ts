/**
 * A cell that begins so may be run as a formula by the program that opens the file (OWASP "CSV Injection"; ASVS 5.0 1.2.10):
 * = + - @, the full-width ＝＋－＠, TAB, CR, NUL and every other control sign, also behind blanks or the quote that guards.
 */
const DANGEROUS = /^['\s\p{Cc}\u200b\ufeff]*[=+\-@\p{Cc}＝＋－＠]/u;

/** Puts a quote before a value a spreadsheet program might run. `unguardFormula` takes exactly that away again. */
export function guardFormula(value: string): string {
  return DANGEROUS.test(value) ? `'${value}` : value;
}

/** For every text: `unguardFormula(guardFormula(text)) === text`. */
export function unguardFormula(cell: string): string {
  return cell.startsWith("'") && DANGEROUS.test(cell.slice(1)) ? cell.slice(1) : cell;
}
