const COOKIE = "gz_setup";
const FOUND = /(?:^|;\s*)gz_setup=([A-Za-z0-9_-]{1,64})/;
/** A set-up that is left lying for a day begins again from the printed address. */
const MAX_AGE_SECONDS = 86_400;

/** The key of the printed address, kept in a cookie of these pages alone: later addresses and logs do not hold it. */
export function readKey(request: Request): string {
  return FOUND.exec(request.headers.get("cookie") ?? "")?.[1] ?? "";
}

export function keyCookie(key: string): string {
  return `${COOKIE}=${key}; Path=/setup; HttpOnly; SameSite=Strict; Max-Age=${MAX_AGE_SECONDS}`;
}

export function endOfKeyCookie(): string {
  return `${COOKIE}=; Path=/setup; HttpOnly; SameSite=Strict; Max-Age=0`;
}

/** What the earlier steps chose, carried from page to page in the address: nothing in it is anybody's own. */
const CHOSEN = ["code", "province", "city", "county", "township", "name", "nameEn", "slug", "organization"] as const;
export type Chosen = Readonly<Partial<Record<(typeof CHOSEN)[number], string>>>;

export function readChosen(request: Request): Chosen {
  const { searchParams } = new URL(request.url);
  const given = CHOSEN.map((name) => [name, searchParams.get(name)?.slice(0, 100) ?? ""] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== ""));
}

export function withChosen(path: string, chosen: Chosen): string {
  const pairs = Object.entries(chosen).filter(([, value]) => value !== "");
  return `${path}?${new URLSearchParams(pairs)}`;
}
