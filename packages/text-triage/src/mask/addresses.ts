import type { Span } from "./span.ts";

const NUMBER = String.raw`(?:\d{1,5}|[一二三四五六七八九十百零〇两]{1,4}|[A-Za-z]\d{0,3}|[甲乙丙丁]\d{1,3})(?:[-—~之]\d{1,5})?`;
const LEVEL =
  "号楼|号院|号大院|号门面|号房|号|门(?![课学考功手生诊店市外口前])|弄|栋|幢|座|单元|室|房|楼|层|户|组|队|门面|铺|期|区";
/** One or more numbered levels, and perhaps a bare room number at the end. */
const TAIL = new RegExp(
  String.raw`(?:${NUMBER}(?:${LEVEL})(?:东户|西户|东|西)?[\s,，]?)+(?:\d{2,4}(?![\d年月日元万个人平米多]))?`,
  "gu",
);
/** A name of a place that is numbered: what stands before the tail. */
const PLACE =
  /(?:路|街|巷|大道|公路|胡同|里弄|弄|村|新村|小区|社区|苑|园|花园|家园|城|新城|府|湾|庭|居|都|工程|名邸|华庭|公寓|宿舍|大厦|广场|屯|寨|庄|弄堂|坪|岭|冲|湾里|大院|家属院|家属楼|公馆|郡|墅|组|队|段|东路|西路|里)$/u;
/** Levels that only a dwelling has: two of them need no name before. */
const DWELLING = /栋|幢|座|单元|号楼|室|房|户/gu;
const NAME_UNIT = /[\u3400-\u9fffA-Za-z\d·]/u;
/** Where a place's name cannot begin or reach across: verbs and particles, and the divisions above it, which may stay. */
const BEFORE_NAME =
  /(?:住在|住于|家住|现住|租住|居住在|居住于|位于|地址[是为]?|坐落在|坐落于|就在|家在|搬到|搬进|送到|寄到|靠近|附近的|购买了|买了|购买|入住|购得|我们|你们|他们|咱们|处理|保障|擅自|现将|反映|一套|原来|现在|要求|请求|因为|导致|代表|作为|就是|投诉|举报|前几天|位置是|他住|我住|[在到是于至从的了与及往离住买租将把原过给]|省|市|自治区|自治州|自治县|地区|县|(?<![小社园])区|镇|乡|街道|街道办)$/u;
/** 和 joins two names, but begins or ends many: 和平路, 祥和小区. */
const PEACE = /[平谐美顺兴睦园润盛泰家苑小]/u;
const NAME_MAX = 10;
/** Building, stair and flat, or building and flat, with strokes between: `2-1-502`. */
const STROKES = /(?<![\d.\-—~])\d{1,3}(?:[-—~]\d{1,4}){1,2}(?![\d.\-—~年月日元万个人平米多期路线楼点])/gu;
/** Of which only a home is one: a village's lanes and roads have houses by the number alone. */
const ESTATE = /(?:小区|[花家]园|苑|公寓|宿舍|家属院|家属楼|新村|名邸|华庭|公馆|新城|湾|府|庭|墅)$/u;
/** Says nothing of which: `小区1栋`. */
const NAMELESS = /^(?:小区|本小区|该小区|社区|宿舍|广场|村|本村|公寓|新村)$/u;

/**
 * Addresses down to the house or the group: the name of road, estate or village with the numbers behind it. Divisions above
 * (town, county) stay: they say where a matter is, not where a person sleeps. A place without a number is no address.
 */
export function findAddresses(plain: string): Span[] {
  const spans: Span[] = [];
  for (const match of plain.matchAll(TAIL)) {
    const tail = match[0].replace(/[\s,，]+$/u, "");
    const to = match.index + tail.length;
    if (isOtherNumber(plain, tail, to)) continue;
    const from = startOfName(plain, match.index);
    const name = plain.slice(from, match.index);
    const named = PLACE.test(name) && !NAMELESS.test(name);
    const dwelling = tail.match(DWELLING)?.length ?? 0;
    if (named || dwelling >= 2 || (dwelling === 1 && /\d{3,4}$/u.test(tail)))
      spans.push({ kind: "address", from: named ? from : match.index, to });
  }
  for (const { 0: strokes, index } of plain.matchAll(STROKES)) {
    const from = startOfName(plain, index);
    const name = plain.slice(from, index);
    if (ESTATE.test(name) && !NAMELESS.test(name)) spans.push({ kind: "address", from, to: index + strokes.length });
  }
  return spans;
}

/** `2号线`, `5号文`, `3楼的灯`: numbers that are counted or listed, not lived at. */
function isOtherNumber(plain: string, tail: string, to: number): boolean {
  if (/^(?:线|文|令|通知|公告|病|机|井|桥|口|出口|站台|矿|坑|车|窗口|公交)/u.test(plain.slice(to, to + 2))) return true;
  // 300 households, and the estate called 公园一号.
  if (
    /^[\d一二三四五六七八九十百两]+户$/u.test(tail) ||
    (/^[一二三]号$/u.test(tail) && /[园湾府城]$/u.test(plain.slice(0, to - tail.length)))
  )
    return true;
  return /^[^号栋幢座单室房户组队弄]*[楼层期区]$/u.test(tail);
}

function startOfName(plain: string, end: number): number {
  let from = end;
  while (from > 0 && end - from < NAME_MAX && NAME_UNIT.test(plain[from - 1]!)) {
    const before = plain.slice(Math.max(0, from - 5), from);
    if (BEFORE_NAME.test(before) || (before.endsWith("和") && !PEACE.test(plain.slice(from, from + 1)))) break;
    from -= 1;
  }
  return from;
}
