import { createInstance, type i18n } from "i18next";
import { formatDay, formatInstant } from "../format/day.ts";
import type { Locale } from "../format/locale.ts";
import { formatFloor, formatMoney, formatNumber } from "../format/number.ts";

/** What fills a text's `{{places}}`. `count` chooses between `key_one` and `key_other`. */
export type TextParams = Readonly<Record<string, string | number | boolean | Date | undefined>>;

/** The texts of one namespace in one language. */
export type Translate = {
  (key: string, params?: TextParams): string;
  /** Is there such a text? For texts that may be left out, such as a field's hint. */
  has(key: string): boolean;
};

/** All namespaces in one language; a namespace is a capability's name, `platform` or `ui-kit`. */
export type Texts = { readonly locale: Locale; readonly of: (namespace: string) => Translate };

export type MessageTree = { readonly [key: string]: string | MessageTree };

/** By namespace, then by locale. */
export type MessageStore = Readonly<Record<string, Readonly<Record<string, MessageTree>>>>;

export type TextOptions = {
  /** Tests: a missing text, or a place nothing was given for, throws. Otherwise the key is shown. */
  readonly strict: boolean;
};

/** Reads the messages once; the returned function makes one instance for each request (or once in a browser). */
export function createTexts(messages: MessageStore, options: TextOptions): (locale: Locale) => Texts {
  const base = createInstance();
  void base.init({
    initAsync: false,
    resources: byLocale(messages),
    ns: Object.keys(messages),
    lng: "zh-CN",
    fallbackLng: false,
    nsSeparator: false,
    returnEmptyString: false,
    // React escapes.
    interpolation: { escapeValue: false },
    missingInterpolationHandler: (text: string, match: unknown) => missingPlace(text, match, options),
  });
  addFormats(base);
  return (locale) => textsIn(base.cloneInstance({ lng: locale, initAsync: false }), locale, options);
}

function byLocale(messages: MessageStore): Record<Locale, Record<string, MessageTree>> {
  const pick = (locale: Locale) =>
    Object.fromEntries(Object.entries(messages).map(([namespace, trees]) => [namespace, trees[locale] ?? {}]));
  return { "zh-CN": pick("zh-CN"), en: pick("en") };
}

function missingPlace(text: string, match: unknown, { strict }: TextOptions): string {
  const place = Array.isArray(match) ? String(match[0]) : "";
  if (strict) throw new Error(`Nothing was given for ${place} in the text "${text}"`);
  return place;
}

/** What comes in both languages (`missing`, `missingEn`: a sentence some rule made) fills the one place in the reader's own. */
function inLocale(params: TextParams, locale: Locale): TextParams {
  if (locale !== "en") return params;
  const given = Object.entries(params).filter(([name]) => `${name}En` in params);
  return { ...params, ...Object.fromEntries(given.map(([name]) => [name, params[`${name}En`]])) };
}

/** Added once: the instances of all requests share the formatter, and it is told each time whose language is wanted. */
function addFormats({ services: { formatter } }: i18n): void {
  const add = (name: string, write: (value: unknown, locale: Locale) => string) =>
    formatter?.add(name, (value: unknown, language) => write(value, language === "en" ? "en" : "zh-CN"));
  add("number", (value, locale) => formatNumber(Number(value), locale));
  add("money", (value, locale) => formatMoney(Number(value), locale));
  add("floor", (value, locale) => formatFloor(Number(value), locale));
  add("day", (value, locale) => formatDay(String(value), locale));
  add("instant", (value, locale) => formatInstant(value instanceof Date ? value : String(value), locale));
}

function textsIn(instance: i18n, locale: Locale, options: TextOptions): Texts {
  return { locale, of: (namespace) => translateIn(instance, namespace, locale, options) };
}

function translateIn(instance: i18n, namespace: string, locale: Locale, { strict }: TextOptions): Translate {
  const find = (key: string, params: TextParams = {}): string | undefined => {
    if (!instance.exists(key, { ...params, ns: namespace })) return undefined;
    const found: unknown = instance.t(key, { ...inLocale(params, locale), ns: namespace, returnObjects: true });
    return typeof found === "string" ? found : undefined;
  };
  const translate = (key: string, params?: TextParams): string => {
    const found = find(key, params);
    if (found !== undefined) return found;
    if (strict) throw new Error(`No text "${key}" of "${namespace}" in ${locale}`);
    return key;
  };
  return Object.assign(translate, {
    has: (key: string) => instance.exists(key, { ns: namespace }) || instance.exists(key, { ns: namespace, count: 2 }),
  });
}
