import { findAll, type Span } from "./span.ts";

/** What people put between the digits of one number. Not 、, which lists several. */
const GAP = String.raw`[ .\-·—–_]?`;
const DATE = String.raw`(?:18|19|20)\d${GAP}\d${GAP}(?:0[1-9]|1[0-2])${GAP}(?:0[1-9]|[12]\d|3[01])`;
const SHORT_DATE = String.raw`\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])`;

/** GB 11643-1999: six digits of area, the date of birth, three of order, a check character. Typed wrong it is still personal. */
const IDENTITY = new RegExp(String.raw`(?<![\dA-Za-z])(?:\d${GAP}){6}${DATE}${GAP}(?:\d${GAP}){3}[\dXx](?![\dA-Za-z])`, "gu");
/** The numbers of before 1999: two digits of the year, no check character. */
const OLD_IDENTITY = new RegExp(String.raw`(?<![\dA-Za-z])\d{6}${SHORT_DATE}\d{3}(?![\dA-Za-z])`, "gu");
/** Half hidden by the writer. */
const STARRED_IDENTITY = /(?<![\dA-Za-z])\d{2,10}[*＊xX]{4,14}(?:\d{2,4}[\dXx]?|[Xx])(?![\dA-Za-z])/gu;
const MILITARY_OR_PASSPORT =
  /(?:护照|军官证|士兵证|通行证)(?:号码?|编号)?[是为:：\s]{0,3}(?<it>[A-Za-z]?[A-Za-z]?\d{7,9})(?!\d)/gu;

const MOBILE = /(?<![\d.])(?:(?:\+|00)?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![\d.]\d|\d)/gu;
/** In the groups it is spoken in, with whatever between: two spaces, a comma, a slash, the end of a line. */
const GROUPED = /(?<![\d.])1[3-9]\d[\s,/|_.·—-]{1,3}\d{4}[\s,/|_.·—-]{1,3}\d{4}(?!\d)/gu;
const LANDLINE = /(?<![\d.])[(]?0(?:10|2\d|[3-9]\d{2})[)]?[- ]?[2-9]\d{2,3}[- ]?\d{4}(?:(?:-|转|转分机)\d{1,6})?(?!\d)/gu;
const SERVICE = /(?<![\d.])[48]00[- ]?\d{3}[- ]?\d{4}(?!\d)/gu;
const AFTER_THE_WORD =
  /(?:电话|手机|座机|致电|拨打|联系方式|热线|号码|来电|传真|[打拨][过了给]?\s?(?=\d))[^\d\n]{0,6}(?<it>[2-9]\d{2,3}[- ]?\d{4})(?!\d)/gu;
const SPOKEN = "零〇一幺二两三四五六七八九壹贰叁肆伍陆柒捌玖";
const FIRST = "1一幺壹";
const SECOND = "3-9三四五六七八九叁肆伍陆柒捌玖";
/** A mobile number with gaps anywhere, or read out digit by digit (幺 for one, as on the telephone), or both in turn. */
const SPLIT = new RegExp(
  String.raw`(?<![\d${SPOKEN}]|\d[.])[${FIRST}]${GAP}[${SECOND}](?:${GAP}[\d${SPOKEN}]){9}(?![.]?[\d${SPOKEN}])`,
  "gu",
);

/** GA 36-2018: one character for the province, a letter, five characters, six for electric cars. Without I and O. */
const PLATE =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼西][A-HJ-Za-hj-z][·•.\- ]?(?=[A-Za-z]{0,5}\d)(?:[A-HJ-NP-Za-hj-np-z\d]{5,6}[挂学警港澳领]?|[A-HJ-NP-Za-hj-np-z\d]{4}[挂学警港澳领])(?![A-Za-z\d])/gu;
/** The same with a gap between all of them. */
const SPLIT_PLATE =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼西][·•.\- ]?[A-HJ-Za-hj-z](?=(?:[·•.\- ][A-Za-z]){0,5}[·•.\- ]\d)(?:[·•.\- ][A-HJ-NP-Za-hj-np-z\d]){5,6}(?![A-Za-z\d])/gu;

const BANK_CARD = /(?<![\dA-Za-z])\d{4}(?:[ -]?\d{4}){2}[ -]?\d{4}(?:[ -]?\d{1,3})?(?![\dA-Za-z])/gu;
/** Announced as one, it is masked though its check digit is wrong: a slip of the pen is still somebody's card. */
const CARD_AFTER_THE_WORD =
  /(?:卡号|银行卡|储蓄卡|存折|一卡通|账户|账号|帐号)[^\d\n]{0,6}(?<it>\d{4}(?:[ -]?\d{4}){2}[ -]?\d{4}(?:[ -]?\d{1,3})?)(?![\dA-Za-z])/gu;
const EMAIL = /[A-Za-z\d._%+-]{1,64}@[A-Za-z\d-]{1,63}(?:\.[A-Za-z\d-]{1,63}){1,4}/gu;
const ACCOUNT =
  /(?:QQ|qq|[微薇威徽Vv]\s?信|WeChat|wechat|VX|vx|WX|wx|支付宝|抖音|快手)(?:\s?[号码群]){0,2}[是为:：\s]{0,3}(?<it>[A-Za-z\d][A-Za-z\d_-]{4,19})/gu;

/** Numbers that name a person or lead to one. `plain` has half-width digits and letters. Spans may overlap. */
export function findNumbers(plain: string): Span[] {
  return [
    ...findAll(plain, IDENTITY, "identity"),
    ...findAll(plain, OLD_IDENTITY, "identity"),
    ...findAll(plain, STARRED_IDENTITY, "identity"),
    ...findAll(plain, MILITARY_OR_PASSPORT, "identity"),
    ...findAll(plain, BANK_CARD, "bank-card").filter(({ from, to }) => isCardNumber(plain.slice(from, to))),
    ...findAll(plain, CARD_AFTER_THE_WORD, "bank-card"),
    ...findAll(plain, MOBILE, "phone"),
    ...findAll(plain, GROUPED, "phone"),
    ...findAll(plain, LANDLINE, "phone"),
    ...findAll(plain, SERVICE, "phone"),
    ...findAll(plain, AFTER_THE_WORD, "phone"),
    ...findAll(plain, SPLIT, "phone"),
    ...findAll(plain, PLATE, "plate"),
    ...findAll(plain, SPLIT_PLATE, "plate"),
    ...findAll(plain, EMAIL, "email"),
    ...findAll(plain, ACCOUNT, "account"),
  ];
}

/** Luhn's check digit (ISO/IEC 7812-1): one in ten long numbers that are no card passes, nearly all cards do. */
function isCardNumber(text: string): boolean {
  const digits = text.replaceAll(/\D/gu, "");
  if (digits.length < 16 || digits.length > 19) return false;
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
