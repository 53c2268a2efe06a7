/** A text as the patterns read it, and where each of its code units stood. */
export type PlainText = {
  readonly plain: string;
  /** Code unit of the plain text → where what it stands for begins in the text as given, and where it ends. */
  readonly from: Int32Array;
  readonly to: Int32Array;
};

/** Signs that are not seen: joiners, marks of direction, soft hyphens. Put between digits they hide a number from a pattern only. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;
/** Full-width signs, decimal digits of any script, and digits in circles. */
const OTHER_FORM = /[\uff01-\uff5e\p{Nd}\u2460-\u2468\u24ea]/u;
const DIGITS = /\p{Nd}/u;

/** A text of such signs alone is read as it stands. */
const PLAIN = /^[\n\r -~\u4e00-\u9fff]*$/u;
const PLACES: Int32Array = Int32Array.from({ length: 1 << 10 }, (_, place) => place);

/** Full-width signs and the digits of every script become ASCII, what is not seen is left out. */
export function plainOf(text: string): PlainText {
  if (text.length < PLACES.length && PLAIN.test(text)) {
    return { plain: text, from: PLACES.subarray(0, text.length), to: PLACES.subarray(1, text.length + 1) };
  }
  const from = new Int32Array(text.length);
  const to = new Int32Array(text.length);
  let plain = "";
  let at = 0;
  for (const sign of text) {
    const end = at + sign.length;
    if ((sign.length === 2 || sign > "~") && !isCommonHan(sign)) {
      const read = UNSEEN.test(sign) ? "" : OTHER_FORM.test(sign) ? asciiOf(sign) : sign;
      for (let unit = 0; unit < read.length; unit += 1) {
        from[plain.length + unit] = read.length === sign.length ? at + unit : at;
        to[plain.length + unit] = read.length === sign.length ? at + unit + 1 : end;
      }
      plain += read;
    } else {
      from[plain.length] = at;
      to[plain.length] = end;
      plain += sign;
    }
    at = end;
  }
  return { plain, from: from.subarray(0, plain.length), to: to.subarray(0, plain.length) };
}

/** Most signs of a text, none of which a pattern reads otherwise: asking two patterns of each would take most of the time. */
function isCommonHan(sign: string): boolean {
  return sign >= "\u4e00" && sign <= "\u9fff";
}

function asciiOf(sign: string): string {
  const unit = sign.charCodeAt(0);
  if (sign.length === 1 && unit >= 0xff01 && unit <= 0xff5e) return String.fromCharCode(unit - 0xfee0);
  const code = sign.codePointAt(0)!;
  if (code === 0x24ea || (code >= 0x2460 && code <= 0x2468)) return sign.normalize("NFKC");
  // The mathematical digits come in five runs of ten that follow each other from U+1D7CE.
  if (code >= 0x1d7ce && code <= 0x1d7ff) return String((code - 0x1d7ce) % 10);
  // The digits of every other script stand in a run from 0 to 9 (Unicode 16, section 4.6).
  let zero = code;
  while (code - zero < 9 && DIGITS.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}
