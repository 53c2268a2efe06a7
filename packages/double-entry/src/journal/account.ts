import { quote, type Refusal, refuse } from "../refusal.ts";

export const ACCOUNT_TYPES = ["asset", "liability", "equity", "income", "expense"] as const;
export type AccountType = (typeof ACCOUNT_TYPES)[number];

/** Accounts form a tree by name: `assets:bank` lies below `assets`. An account and all below it have one type. */
export type Account = { readonly name: string; readonly type: AccountType };

const NAME_CHARS_MAX = 200;
const DEPTH_MAX = 12;
/** What hledger reads back as the same name: no line break, semicolon or double space, and at the start no status or bracket. */
const NAME = /^(?![*!([])(?!.*\s\s)(?:(?:^|(?<!^):)(?!\s)[^\p{Cc}\p{Zl}\p{Zp}:;]+(?<!\s))+$/u;

export function judgeAccount({ name, type }: Account): Refusal | undefined {
  if (!ACCOUNT_TYPES.includes(type))
    return refuse("account-differs", `${quote(type)} is none of ${ACCOUNT_TYPES.join(", ")}`, "type");
  if (typeof name !== "string" || name.length > NAME_CHARS_MAX)
    return refuse("malformed-name", `${quote(name)} is too long`, "name");
  if (name.split(":").length > DEPTH_MAX)
    return refuse("malformed-name", `${quote(name)} is more than ${DEPTH_MAX} deep`, "name");
  if (!NAME.test(name)) return refuse("malformed-name", `${quote(name)} is no name for an account`, "name");
  return undefined;
}

/** `a:b:c` → `a:b`; undefined at the top. */
export function parentOf(name: string): string | undefined {
  const at = name.lastIndexOf(":");
  return at < 0 ? undefined : name.slice(0, at);
}

export function isWithin(name: string, ancestor: string): boolean {
  return name === ancestor || (name.startsWith(ancestor) && name.charCodeAt(ancestor.length) === COLON);
}

const COLON = 58;
