import { quote } from "../refusal.ts";
import { onLine } from "../refusal-signal.ts";
import { type AccountType, parentOf } from "../journal/account.ts";

/** Values of the `type:` tag (hledger 1.25). Cash is an asset, conversion is equity. */
const BY_TAG: ReadonlyMap<string, AccountType> = new Map([
  ...(["a", "asset", "c", "cash"] as const).map((word) => [word, "asset"] as const),
  ...(["l", "liability"] as const).map((word) => [word, "liability"] as const),
  ...(["e", "equity", "v", "conversion"] as const).map((word) => [word, "equity"] as const),
  ...(["r", "revenue"] as const).map((word) => [word, "income"] as const),
  ...(["x", "expense"] as const).map((word) => [word, "expense"] as const),
]);

/** English top names by which hledger guesses a type. */
const BY_NAME: readonly (readonly [RegExp, AccountType])[] = [
  [/^assets?(?::|$)/iu, "asset"],
  [/^(?:debts?|liabilit(?:y|ies))(?::|$)/iu, "liability"],
  [/^equity(?::|$)/iu, "equity"],
  [/^(?:income|revenue)s?(?::|$)/iu, "income"],
  [/^expenses?(?::|$)/iu, "expense"],
];

export function typeOfTag(tag: string, line: number): AccountType {
  const type = BY_TAG.get(tag.toLowerCase());
  if (type === undefined) throw onLine("type-unknown", line, `${quote(tag)} is no type of account`);
  return type;
}

/** Declared for the account or the nearest above it, else told by its English name. */
export function typeOfAccount(name: string, declared: ReadonlyMap<string, AccountType>, line: number): AccountType {
  for (let at: string | undefined = name; at !== undefined; at = parentOf(at)) {
    const type = declared.get(at);
    if (type !== undefined) return type;
  }
  const guess = BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
  if (guess === undefined) throw onLine("type-unknown", line, `nothing tells the type of the account ${quote(name)}`);
  return guess;
}
