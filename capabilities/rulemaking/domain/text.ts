import { canonicalJson, sha256, toHex, utf8, type JsonValue } from "@gongzhi/merkle-log";

/** `第三条 `, as an article begins; without the space it may be a sentence about another article. */
const NUMBER = /^\s*第[零〇一二三四五六七八九十百千\d]+条[ \t　]+/;
/** However many stand one after another: what comes back into the form is then what it was. */
const TYPED = new RegExp(`^(?:${NUMBER.source.slice(1)})+`);
/** As articles begin in a text that leaves no space after any number. */
const CLOSE_NUMBER = /^\s*第[零〇一二三四五六七八九十百千\d]+条/;
const DIGITS = "零一二三四五六七八九";

/** Articles in the order they stand, without their numbers; lines without one belong to the article before. */
export function splitText(text: string): readonly string[] {
  const articles: string[] = [];
  const lines = text.split("\n");
  const number = lines.some((line) => NUMBER.test(line)) ? NUMBER : CLOSE_NUMBER;
  for (const line of lines) {
    const last = articles.length - 1;
    if (number.test(line) || last < 0) articles.push(line.replace(number, ""));
    else articles[last] = `${articles[last]}\n${line}`;
  }
  return articles.map((article) => article.trimEnd()).filter((article) => article !== "");
}

/** The whole text: one article after another, numbered as Chinese law numbers them. */
export function composeText(articles: readonly string[]): string {
  return articles.map((article, place) => `第${numeral(place + 1)}条 ${cleanArticle(article)}`).join("\n");
}

/** As it is kept: without numbers somebody typed, and with the ends of lines as the house has them. */
function cleanArticle(article: string): string {
  return article.replaceAll("\r\n", "\n").replace(TYPED, "").trim();
}

/** Whether an article holds the beginning of another one, which would be a second article when it is read again. */
export function holdsAnother(article: string): boolean {
  return cleanArticle(article)
    .split("\n")
    .slice(1)
    .some((line) => NUMBER.test(line));
}

/** 1 to 999 in Chinese. */
export function numeral(count: number): string {
  const digit = (at: number) => DIGITS[at] ?? "";
  const [hundreds, tens, ones] = [Math.floor(count / 100), Math.floor(count / 10) % 10, count % 10];
  const upper = hundreds === 0 ? "" : `${digit(hundreds)}百`;
  const middle = tens === 0 ? (hundreds > 0 && ones > 0 ? "零" : "") : `${tens === 1 && hundreds === 0 ? "" : digit(tens)}十`;
  return `${upper}${middle}${ones === 0 ? "" : digit(ones)}`;
}

type Whole = {
  readonly title: string;
  readonly text: string;
  readonly parameters: unknown;
  readonly citations: readonly { readonly source: string; readonly article: string }[];
  readonly rule_key: string;
  readonly division_path: string;
};

/** SHA-256 over the RFC 8785 JSON of everything that would be enacted: what is voted on names it. */
export function hashOf({ title, text, parameters, citations, rule_key: key, division_path: area }: Whole): string {
  const whole = { title, text, parameters: parameters as JsonValue, key, area, citations: citations.map((one) => ({ ...one })) };
  return toHex(sha256(utf8(canonicalJson(whole))));
}

/** What is put to the vote: the text itself is too long for an agenda, so its digest stands for it. */
export function voteWording(title: string, articles: number, sha256Hex: string): string {
  return `审议通过《${title}》，共 ${articles} 条。全文以公布的定稿为准，定稿的 SHA-256 校验码：${sha256Hex}。`;
}
