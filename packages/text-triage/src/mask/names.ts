import { DOUBLE_SURNAMES, GIVEN_UNITS, NOT_NAMES, OFFICES, SURNAMES, WORDLIKE_SURNAMES } from "./surnames.ts";
import type { Span } from "./span.ts";

/** How much of a name must be plausible after a cue: nothing, a character of the given name, or all of it and a clear end. */
type Trust = "announced" | "likely" | "doubtful";

/** What stands before a name. The surer the cue, the less the name itself must show. */
const CUES: readonly { readonly trust: Trust; readonly pattern: RegExp }[] = [
  {
    trust: "announced",
    pattern:
      /(?:我叫|我名叫|我的名字[叫是]|名叫|名为|名字叫|姓名|叫做|别名|化名|曾用名|真名|联系人|投诉人|申请人|举报人|反映人|反映者|信访人|留言人|收件人|收款人|法人代表|法定代表人|经办人|户主|产权人|开户名|户名|签名|签字|落款|监护人|代理人)(?:是|为|叫|[:：])?\s{0,3}/gu,
  },
  {
    trust: "likely",
    pattern:
      /(?:责任人|负责人|业主|住户|房东|租客|中介|承包人|承包户|死者|伤者|患者|病人|肇事者|被害人|受害人|原告|被告|失主|车主|老板娘|老板|包工头|驾驶员|司机|教练|家长|学生|老师|教师|医生|护士|村医|军人|战士|老兵|村民|居民|职工|员工|工人|民工|贫困户|低保户|五保户|党员|组长|邻居|护工|老人|支书|书记|主任|村长|厂长|店主|摊主|干部|会计|同村的)(?:名叫|叫|是|为|[:：])?\s?/gu,
  },
  {
    trust: "likely",
    pattern:
      /(?:儿子|女儿|丈夫|妻子|老公|老婆|爱人|父亲|母亲|[他她我]爸|[他她我]妈|爸爸|妈妈|孩子|小孩|爷爷|奶奶|外公|外婆|舅舅|姑姑|姨妈|叔叔|伯伯|哥哥|弟弟|姐姐|妹妹|姐夫|妹夫|孙子|孙女|岳父|岳母|公公|婆婆|儿媳|女婿|侄子|侄女|同学|同事|朋友|亲戚)(?:名叫|叫|是|[:：])?\s?/gu,
  },
  {
    trust: "doubtful",
    pattern:
      /(?:(?:号|组|户|楼|室|队)的|本人|我是|他是|她是|的是|举报|投诉|控告|起诉|感谢|核实|写着|写明是|[递服务派驾保送]员|[村组队]|^|[\n。!?;,])(?:叫)?\s?/gu,
  },
];

/** What stands behind a name: `张三先生`, `李主任`, `王某`. */
const TITLES =
  /先生|女士|小姐|同志|老师|医生|大夫|护士|主任|书记|村长|镇长|乡长|区长|市长|县长|局长|处长|科长|所长|校长|院长|队长|组长|会长|站长|股长|厂长|经理|总经理|老板|师傅|律师|法官|警官|民警|教授|教练|支书|会计|园长|班长|主席|工程师|阿姨|大爷|大叔|叔叔|伯伯|大妈|大姐|大哥|大嫂|大娘|大婶|大伯|婶子|婆婆|嫂子|老汉|老太|奶奶|爷爷|同学|某|[婶嫂伯叔姨姐哥婆]/gu;
const TITLE_FOLLOWS = new RegExp(`^(?:${TITLES.source})`, "u");
const TITLE_MAX = 3;
/** One character alone says it where the family name stands free. */
const SHORT_TITLE = /^[婶嫂伯叔姨姐哥婆]$/u;

/** `老杨头`, `小王说`: a family name behind one of these, with a clear end; not behind what makes another word of it: 养老金, 最小. */
const FAMILIAR =
  /(?<![养敬古元陈衰年苍变偕长尊孤最太很更较大细幼中狭矮瘦弱窄微极从些胆缩渺低短])(?:老(?![农庄赖])|小(?![惠堵麦康苗童牛龙雷段石池项曲农庄章沙江谷桂桑席]))(?<it>[\u3400-\u9fff])(?=头|汉|家|说|的|了|把|欠|和|跟|在|来|去|又|也|都|就|[他她]|两|让|被|给|打|骂|是|不|没|从|到|对|$|[^\u3400-\u9fff])/gu;
/** `胡老四`, `冯三妹`, `陈小毛`: a family name and a name for the house. */
const HOUSE_NAME =
  /(?<!九)(?<it>[\u3400-\u9fff](?:老[大二三四五六七八九幺]|[大二三四五六七八九小][妹弟娃毛牛虎狗妞]))(?!子|家伙|乡|多|[\u3400-\u9fff]{0,1}[代辈])/gu;
/** `阿强`, `阿珍和`: a given name behind 阿, with a clear end. */
const CALLED = /(?<it>阿(?<given>[\u3400-\u9fff]))(?=$|[^\u3400-\u9fff]|[和跟与说在都也把被了是家的])/gu;
/** `我姓钱，`. */
const SURNAME_GIVEN = /姓(?<it>[\u3400-\u9fff]{1,2})(?=$|[^\u3400-\u9fff])/gu;

const HAN = /^[\u3400-\u9fff]+$/u;
/** With one of these begins what is said of a person; few given names have them in the third place. */
const AFTER_NAME =
  /^[的是在于和与及跟同向对把被将让给到从也都就还要想请曾已没不去说称因等为住系现今以借欠打骂收拿开办租买卖患死受伤身电手联先女老医主书处科所队组站经总律警教支三二两四五六反举投私多拖男家,。]/u;
/** Nobody's name ends so: it is a place. */
const PLACE_END = /(?:[镇村乡县区市街站坪冲寨垸埠]|^.{2}湖)$/u;
/** A mountain or garden may end a name, but not before one of these. */
const NAMED_PLACE = /[山岭桥湖河湾庄园城苑江溪洲塘岗坡]$/u;
const PLACE_FOLLOWS = /^(?:组|村|镇|乡|街|路|社区|小区|水库|公园|工地|项目|景区|大道|一带)/u;
const GIVEN_MAX = 2;
/** Names of one text that are sought again in it: bounds the work on a text made of names. */
const NAMES_MAX = 100;

/** Personal names where the sentence shows that a name stands there, and every further mention of a full name so found. */
export function findNames(plain: string): Span[] {
  const spans = [
    ...findCued(plain),
    ...findTitled(plain),
    ...findFamiliar(plain),
    ...findHouseNames(plain),
    ...findWithSex(plain),
    ...findSelf(plain),
    ...findSigned(plain),
  ];
  spans.push(...findListed(plain, spans));
  return [...spans, ...findMentions(plain, spans)];
}

function findCued(plain: string): Span[] {
  const spans: Span[] = [];
  for (const { trust, pattern } of CUES) {
    for (const match of plain.matchAll(pattern)) {
      const from = match.index + match[0].length;
      const length = nameLength(plain, from, trust);
      if (length > 0) spans.push(nameAt(from, length));
    }
  }
  return spans;
}

/** Characters of the name that begins here, 0 if none does. Three characters unless the third begins what follows. */
function nameLength(plain: string, from: number, trust: Trust): number {
  const surname = surnameLength(plain, from);
  if (surname === 0) return 0;
  for (let word = 2; word <= 4; word += 1) if (NOT_NAMES.has(plain.slice(from, from + word))) return 0;
  for (let given = GIVEN_MAX; given >= 1; given -= 1) {
    const end = from + surname + given;
    const name = plain.slice(from, end);
    if (name.length < surname + given || !HAN.test(name)) continue;
    if (given === GIVEN_MAX && AFTER_NAME.test(plain.slice(end - 1))) continue;
    if (name.endsWith("公") && plain[end] === "司") return 0;
    if (PLACE_END.test(name) || (NAMED_PLACE.test(name) && PLACE_FOLLOWS.test(plain.slice(end)))) return 0;
    if (isPlausible(plain, from + surname, end, trust)) return surname + given;
  }
  return 0;
}

function isPlausible(plain: string, from: number, end: number, trust: Trust): boolean {
  const given = plain.slice(from, end);
  const wholly = given.length === GIVEN_MAX && Array.from(given).every((unit) => GIVEN_UNITS.has(unit));
  const wordlike = WORDLIKE_SURNAMES.has(plain[from - 1]!);
  const double = DOUBLE_SURNAMES.includes(plain.slice(from - 2, from));
  const ends = end === plain.length || !HAN.test(plain[end]!) || AFTER_NAME.test(plain.slice(end));
  switch (trust) {
    case "announced":
      return given.length === GIVEN_MAX || ends;
    case "likely":
      if (wordlike) return wholly && ends;
      if (given.length < GIVEN_MAX) return ends && GIVEN_UNITS.has(given);
      return Array.from(given).some((unit) => GIVEN_UNITS.has(unit));
    case "doubtful":
      // 夏侯敏: two characters that are nothing but a family name say enough.
      if (double && given.length < GIVEN_MAX) return ends && GIVEN_UNITS.has(given);
      return !wordlike && wholly && ends;
  }
}

function surnameLength(plain: string, from: number): number {
  if (DOUBLE_SURNAMES.includes(plain.slice(from, from + 2))) return 2;
  const unit = plain[from] ?? "";
  return SURNAMES.has(unit) || WORDLIKE_SURNAMES.has(unit) ? 1 : 0;
}

/** `王主任`, `张三先生`: the name before a title, the longest that begins with a family name and stands free. */
function findTitled(plain: string): Span[] {
  const spans: Span[] = [];
  for (const match of plain.matchAll(TITLES)) {
    const to = match.index;
    for (let length = GIVEN_MAX + 2; length >= 1; length -= 1) {
      const from = to - length;
      if (from >= 0 && isTitled(plain, from, to, match[0])) {
        spans.push(nameAt(from, length));
        break;
      }
    }
  }
  return spans;
}

function isTitled(plain: string, from: number, to: number, title: string): boolean {
  const name = plain.slice(from, to);
  const surname = surnameLength(plain, from);
  if (surname === 0 || name.length < surname || name.length > surname + GIVEN_MAX || !HAN.test(name)) return false;
  if (NOT_NAMES.has(name.slice(0, 2)) || NOT_NAMES.has(name + title)) return false;
  const before = plain.slice(Math.max(0, from - 1), from);
  if (OFFICES.has(before + name[0]!)) return false;
  // 村公主任 is no Mr 公: such a family name must begin the sentence or follow punctuation or a particle.
  if (
    surname === 1 &&
    (WORDLIKE_SURNAMES.has(name[0]!) || (SHORT_TITLE.test(title) && before !== "和")) &&
    !/^(?:|[^\u3400-\u9fff]|[的是在与及跟同对把被将让给到找请由叫问了着说诉])$/u.test(before)
  )
    return false;
  const given = name.slice(surname);
  // `找到余老师`: a family name inside is where the name begins, unless given names use it too.
  if (given !== "" && !Array.from(given).every((unit) => GIVEN_UNITS.has(unit)) && title !== "某") return false;
  return (title !== "某" && !SHORT_TITLE.test(title)) || given === "";
}

function findHouseNames(plain: string): Span[] {
  const spans: Span[] = [];
  for (const match of plain.matchAll(HOUSE_NAME)) {
    const surname = match[0][0]!;
    if (SURNAMES.has(surname) && !NOT_NAMES.has(match[0].slice(0, 2))) spans.push(nameAt(match.index, match[0].length));
  }
  for (const match of plain.matchAll(CALLED))
    if (GIVEN_UNITS.has(match.groups?.["given"] ?? "")) spans.push(nameAt(match.index, match[0].length));
  return spans;
}

/** `李小明，女，45岁`. */
const WITH_SEX = /(?<=^|[^\u3400-\u9fff])(?<it>[\u3400-\u9fff]{2,4})(?=[，,、(（;；]\s?(?:男|女)(?:[，,、)）;；。]|性))/gu;

function findWithSex(plain: string): Span[] {
  return [...plain.matchAll(WITH_SEX)].flatMap((match) => {
    const length = nameLength(plain, match.index, "announced");
    return length === match[0].length ? [nameAt(match.index, length)] : [];
  });
}

/** `我是张伟，`: somebody who says who it is, with nothing after it. */
const SELF = /(?:我是|本人|他是|她是)(?:叫)?(?<it>[\u3400-\u9fff]{2,4})(?=$|[,;。!\n])/gu;

function findSelf(plain: string): Span[] {
  return [...plain.matchAll(SELF)].flatMap((match) => {
    const name = match.groups?.["it"] ?? "";
    const from = match.index + match[0].length - name.length;
    return !WORDLIKE_SURNAMES.has(name[0]!) && nameLength(plain, from, "likely") === name.length
      ? [nameAt(from, name.length)]
      : [];
  });
}

function findFamiliar(plain: string): Span[] {
  return [...plain.matchAll(FAMILIAR), ...plain.matchAll(SURNAME_GIVEN)].flatMap((match) => {
    const name = match.groups?.["it"] ?? "";
    const from = match.index + match[0].length - name.length;
    // 小区, 老师: a family name that is a word as well says nothing here.
    return surnameLength(plain, from) === name.length && !WORDLIKE_SURNAMES.has(name) ? [nameAt(from, name.length)] : [];
  });
}

/** The end of a text that may hold what stands before a signature, the name and a date. */
const SIGNED_UNITS = 80;

/** A name alone at the end, perhaps with a date. */
function findSigned(plain: string): Span[] {
  const whole = plain.trimEnd();
  // The pattern tries every beginning: over a whole text of exclamation marks that would take the square of its length.
  const start = Math.max(0, whole.length - SIGNED_UNITS);
  const match = /(?:[\n。！!；;]|此致|敬礼|谢谢)[\s!！。]*(?<it>[\u3400-\u9fff]{2,4})\s*(?:\d{4}[年.\-/].{0,12})?$/u.exec(
    whole.slice(start),
  );
  const name = match?.groups?.["it"];
  if (match === null || name === undefined) return [];
  const from = start + match.index + match[0].lastIndexOf(name);
  return nameLength(plain, from, "announced") === name.length ? [nameAt(from, name.length)] : [];
}

/** `张三、李四和王五`: what is joined to a name by a list is a name. */
function findListed(plain: string, known: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (const { to } of known) {
    let end = to;
    while (true) {
      // `李大娘和孙桂芳`: a title may stand between.
      end += TITLE_FOLLOWS.exec(plain.slice(end, end + TITLE_MAX))?.[0].length ?? 0;
      if (!/[、,和与及跟]/u.test(plain[end] ?? "")) break;
      // A comma may as well begin the next clause.
      const length = nameLength(plain, end + 1, plain[end] === "," ? "doubtful" : "likely");
      if (length === 0) break;
      spans.push(nameAt(end + 1, length));
      end += 1 + length;
    }
  }
  return spans;
}

function findMentions(plain: string, known: readonly Span[]): Span[] {
  const names = new Set(known.map(({ from, to }) => plain.slice(from, to)).filter((name) => name.length > GIVEN_MAX));
  return [...names].slice(0, NAMES_MAX).flatMap((name) => {
    const spans: Span[] = [];
    for (let at = plain.indexOf(name); at >= 0; at = plain.indexOf(name, at + name.length)) spans.push(nameAt(at, name.length));
    return spans;
  });
}

function nameAt(from: number, length: number): Span {
  return { kind: "name", from, to: from + length };
}
