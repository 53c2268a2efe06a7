import type { Viewer } from "../../platform/page.ts";

export type Display = Pick<Viewer, "locale" | "colorScheme" | "largePrint">;

const LOCALE = "gz_locale";
const SCHEME = "gz_scheme";
const LARGE_PRINT = "gz_large";
/** A year: a reader who needs large print should not have to ask twice. */
const MAX_AGE_SECONDS = 31_536_000;

/** Does the request carry anything that may make its pages somebody's own: a session, a receipt? */
export function isPersonal(cookies: Readonly<Record<string, string | undefined>>): boolean {
  return Object.keys(cookies).some((name) => name !== LOCALE && name !== SCHEME && name !== LARGE_PRINT);
}

/** How a reader wants pages shown: what they chose, else their browser's language, else Chinese. */
export function readDisplay(cookies: Readonly<Record<string, string | undefined>>, acceptLanguage: string | undefined): Display {
  const locale = cookies[LOCALE];
  const scheme = cookies[SCHEME];
  return {
    locale: locale === "zh-CN" || locale === "en" ? locale : preferredLocale(acceptLanguage),
    colorScheme: scheme === "light" || scheme === "dark" ? scheme : "auto",
    largePrint: cookies[LARGE_PRINT] === "1",
  };
}

/** English only for whoever names it before any Chinese (RFC 9110 §12.5.4, by order of weight). */
export function preferredLocale(acceptLanguage: string | undefined): Display["locale"] {
  const wanted = (acceptLanguage ?? "").slice(0, 500).split(",").map(weighed);
  const weightOf = (prefix: string) =>
    Math.max(0, ...wanted.filter(({ tag }) => tag.startsWith(prefix)).map(({ weight }) => weight));
  return weightOf("en") > weightOf("zh") ? "en" : "zh-CN";
}

function weighed(part: string): { readonly tag: string; readonly weight: number } {
  const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
  const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find((value) => value !== undefined);
  return { tag, weight: quality === undefined ? 1 : Number(quality) };
}

/** Set-Cookie lines for the choices a switch was posted with; what was not posted stays as it is. */
export function displayCookies(form: FormData, secure: boolean): readonly string[] {
  const chosen = [
    [LOCALE, form.get("locale"), ["zh-CN", "en"]],
    [SCHEME, form.get("scheme"), ["light", "dark", "auto"]],
    [LARGE_PRINT, form.get("large"), ["0", "1"]],
  ] as const;
  const about = `Path=/; Max-Age=${MAX_AGE_SECONDS}; SameSite=Lax; HttpOnly${secure ? "; Secure" : ""}`;
  return chosen.flatMap(([name, posted, allowed]) =>
    allowed.filter((one) => one === posted).map((one) => `${name}=${one}; ${about}`),
  );
}
