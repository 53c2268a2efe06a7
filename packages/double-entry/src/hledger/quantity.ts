import { quote } from "../refusal.ts";
import { onLine } from "../refusal-signal.ts";

/** A number with its commodity, as written: `mantissa` / 10^`scale`. `unit` is empty for a bare 0. */
export type Quantity = { readonly unit: string; readonly mantissa: bigint; readonly scale: number; readonly line: number };

export type DecimalMark = "." | ",";

/**
 * How numbers are written in this journal: `isStated` tells whether a directive says so for a commodity, so that `1,000` is a
 * thousand and not 1 with three decimals.
 */
export type NumberStyle = { readonly decimalMark: DecimalMark; readonly isStated: (unit: string) => boolean };

/** hledger's simple commodity characters: no digit, space, quote, sign, mark, bracket or sign of syntax. */
const SYMBOL = String.raw`"[^"\p{Cc};]+"|[^\s\d"\p{Cc}+\-.,@*;{}=()\[\]]+`;
const NUMBER = String.raw`\d[\d.,]*|[.,]\d+`;
const AMOUNT = new RegExp(
  String.raw`^(?<sign>[+-]?)\s*(?:(?<left>${SYMBOL})\s*(?<inner>[+-]?)\s*)?(?<number>${NUMBER})\s*(?<right>${SYMBOL})?$`,
  "u",
);
const DIGITS_MAX = 40;

/** Reads `100.00 CNY`, `-¥1,200.50`, `"small shares" 3`. */
export function readQuantity(text: string, style: NumberStyle, line: number): Quantity {
  if (/[@{]/u.test(text.replaceAll(/"[^"]*"/gu, ""))) {
    throw onLine("journal-unsupported", line, `${quote(text)}: costs and lots; units are kept apart here`);
  }
  const { sign, left, inner, number, right } = AMOUNT.exec(text.trim())?.groups ?? {};
  if (number === undefined || number.length > DIGITS_MAX || (left !== undefined && right !== undefined) || (sign && inner)) {
    throw onLine("journal-syntax", line, `${quote(text)} is no amount`);
  }
  const unit = (left ?? right ?? "").replaceAll('"', "");
  const { digits, scale } = readNumber(number, style.decimalMark, style.isStated(unit), line);
  const mantissa = sign === "-" || inner === "-" ? -digits : digits;
  if (unit === "" && digits !== 0n) throw onLine("journal-syntax", line, `${quote(text)} names no commodity`);
  return { unit, mantissa, scale, line };
}

function readNumber(text: string, decimalMark: DecimalMark, stated: boolean, line: number) {
  const [whole = "", fraction = "", ...more] = text.split(decimalMark);
  const groups = whole.split(decimalMark === "." ? "," : ".");
  const grouped = groups.length > 1;
  const wellFormed = more.length === 0 && /^\d*$/u.test(fraction) && groups.every((group) => /^\d*$/u.test(group));
  if (!wellFormed || (grouped && !(/^\d{1,3}$/u.test(groups[0]!) && groups.slice(1).every(({ length }) => length === 3)))) {
    throw onLine("journal-syntax", line, `${quote(text)} is no number with the decimal mark ${decimalMark} (see decimal-mark)`);
  }
  if (groups.length === 2 && !text.includes(decimalMark) && !stated) {
    throw onLine(
      "journal-syntax",
      line,
      `${quote(text)} may be a thousand or have three decimals: state it by a commodity or decimal-mark directive`,
    );
  }
  return { digits: BigInt(groups.join("") + fraction), scale: fraction.length };
}

/** In the unit's smallest part, of any size. */
export function wholeOf({ unit, mantissa, scale, line }: Quantity, decimals: number): bigint {
  if (scale <= decimals) return mantissa * 10n ** BigInt(decimals - scale);
  const beyond = 10n ** BigInt(scale - decimals);
  if (mantissa % beyond === 0n) return mantissa / beyond;
  throw onLine("malformed-amount", line, `${unit} has ${decimals} decimals, and the amount ${scale}`);
}

/** In the unit's smallest part, as a posting has it. */
export function amountOf(quantity: Quantity, decimals: number): number {
  const amount = Number(wholeOf(quantity, decimals));
  if (Number.isSafeInteger(amount)) return amount;
  throw onLine("malformed-amount", quantity.line, `the amount of ${quantity.unit} is beyond 2^53 - 1`);
}
