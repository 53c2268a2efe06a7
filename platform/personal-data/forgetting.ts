import type { ActionContext } from "../capability.ts";
import type { Tx } from "../db/tx.ts";

/** The point at which capabilities say by what somebody is known, and do what is theirs when somebody is erased; by capability. */
export const FORGETTING = "platform.forgetting";

export type Forgotten = {
  readonly personId: string;
  readonly accountId: string | undefined;
  /** The account opens another tenant's door, too. */
  readonly elsewhere: boolean;
  /** On what ground (`privacy/decide-request`). */
  readonly ground: string;
};

export type Forgetting = {
  /** By which names and numbers the house knows them, while it still does. `tx` is that of data subjects. */
  readonly identify?: (context: ActionContext, tx: Tx, who: Forgotten) => Promise<Identifiers>;
  /** After the rows of every table: what the catalogue cannot know. In the house's own transaction; done twice, it changes nothing more. */
  readonly forget?: (context: ActionContext, who: Forgotten, words: Identifiers) => Promise<void>;
};

export type Identifiers = { readonly names: readonly string[]; readonly numbers: readonly string[] };

export async function identify(context: ActionContext, tx: Tx, who: Forgotten): Promise<Identifiers> {
  const found: Identifiers[] = [];
  for (const one of forgettingOf(context)) if (one.identify !== undefined) found.push(await one.identify(context, tx, who));
  const whole = (words: readonly string[]) => [...new Set(words.filter((word) => word !== ""))];
  return { names: whole(found.flatMap(({ names }) => names)), numbers: whole(found.flatMap(({ numbers }) => numbers)) };
}

export function forgettingOf({ offered }: Pick<ActionContext, "offered">): readonly Forgetting[] {
  return [...(offered.contributed.get(FORGETTING) ?? new Map<string, unknown>()).values()] as readonly Forgetting[];
}
