/**
 * The second wall against personal data in logs. The first is not to log it: pass ids. This one takes out, at the last exit, what has the
 * shape of a telephone, identity or card number, a mail address or a secret, and whatever stands under a telling key.
 */

/** Keys whose values are dropped, whatever they hold; among them those of database errors that quote rows. */
const TELLING_KEYS =
  /^(?:name|fullname|username|phones?|mobile|tel|e?mail|address|birth.*|id_?(?:card|number)|identity.*|password|passwd|secret|.*token|cookies?|set-cookie|authorization|otp|receipt|body|payload|text|title|content|remark|ip|ips|remoteaddress|remoteport|useragent|user-agent|referer|x-forwarded-for|query|sql|params|parameters|values|detail|where|hint|internalquery)$/i;

/** One pass: an id or hash comes first in the alternation and is left alone, so that its digits are not taken for a number. */
const SHAPES = new RegExp(
  [
    "(?<id>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?<![0-9a-zA-Z])[0-9a-f]{40,128}(?![0-9a-zA-Z]))",
    "(?<scheme>\\b(?:Bearer|Basic|Negotiate)\\s+)[A-Za-z0-9._~+/=-]+",
    "(?<key>(?:password|passwd|secret|token|密码|口令)[\"']?\\s*[=:：是为]\\s*[\"']?)[^\\s\"',;]{3,}",
    "(?<code>(?:code|otp|验证码)[\"']?\\s*[=:：是为]?\\s*[\"']?)\\d{4,8}(?!\\d)",
    "(?<mail>[\\p{L}0-9._%+-]{1,64}@[\\p{L}0-9-]{1,63}(?:\\.[\\p{L}0-9-]{1,63})+)",
    "(?<number>(?<!\\d)(?:\\d{17}[\\dXx]|\\d{6}[ -]\\d{8}[ -]\\d{3}[\\dXx]|\\d{16,19}|\\d{4}(?:[ -]\\d{4}){3})(?!\\d))",
    "(?<phone>(?<!\\d)(?:(?:\\+|00)?86[ -]?)?1[3-9]\\d(?:[ -]?\\d{4}){2}(?!\\d)|(?<!\\d)0\\d{2,3}[ -]?[2-9]\\d{6,7}(?!\\d))",
    "(?<secret>(?<![A-Za-z0-9_-])(?=[A-Za-z0-9_-]*[A-Z])(?=[A-Za-z0-9_-]*[a-z])(?=[A-Za-z0-9_-]*\\d)[A-Za-z0-9_-]{40,}(?![A-Za-z0-9_-]))",
  ].join("|"),
  "gu",
);

const LONGEST_TEXT = 4_000;
const DEEPEST = 6;
const MOST_ENTRIES = 60;

/** The text with such shapes replaced by what they were: `[phone]`, `[number]`, `[mail]`, `[secret]`. */
export function scrubText(text: string): string {
  const short = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
  return halfWidth(short).replaceAll(SHAPES, (found: string, ...rest: readonly unknown[]) => {
    const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
    if (groups["id"] !== undefined) return found;
    for (const kind of ["mail", "number", "phone", "secret"]) if (groups[kind] !== undefined) return `[${kind}]`;
    return `${groups["scheme"] ?? groups["key"] ?? groups["code"] ?? ""}[secret]`;
  });
}

/** Full-width digits, letters, ＋－．＠ as ASCII; other signs of Chinese text as they are. */
function halfWidth(text: string): string {
  return text.replaceAll(/[０-９Ａ-Ｚａ-ｚ＋－．＠]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}

/** A value of JSON, scrubbed at every depth. */
export function scrubValue(value: unknown, key = "", depth = 0): unknown {
  if (TELLING_KEYS.test(key)) return "[dropped]";
  if (typeof value === "string") return key === "url" ? scrubText(withoutQuery(value)) : codeOrText(key, value);
  // A number that has the shape of one of ours is one.
  if (typeof value === "number") return scrubText(String(value)) === String(value) ? codeOrText(key, value) : "[number]";
  if (typeof value !== "object" || value === null) return value;
  if (depth === DEEPEST) return "[deep]";
  if (Array.isArray(value)) return value.slice(0, MOST_ENTRIES).map((each) => scrubValue(each, "", depth + 1));
  const entries = Object.entries(value).slice(0, MOST_ENTRIES);
  return Object.fromEntries(entries.map(([name, each]) => [scrubText(name), scrubValue(each, name, depth + 1)]));
}

/** `code` names a refusal or an error; only one of digits can be somebody's. */
function codeOrText(key: string, value: string | number): unknown {
  if (key === "code" && /^\d{4,8}$/.test(String(value))) return "[secret]";
  return typeof value === "string" ? scrubText(value) : value;
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, "?…");
}
