import type { ActionContext } from "#platform/capability.ts";

/** What a body passed before there was a case about it. */
export type Founding = {
  readonly id: string;
  /** Where it stands, below the tenant: `meetings/<id>`. */
  readonly page: string;
  readonly area: string;
  readonly kind: string;
  readonly heldAt: Date;
  readonly title: string;
  readonly wording: string;
  readonly matter: string | null;
};

/**
 * A contribution to the point `cases.foundings`: what a case may be opened on, where the rule of its steps lets a body's decision stand for
 * the step that begins it. Only what is published, and is about no case yet.
 */
export type FoundingSource = {
  readonly find: (context: ActionContext, id: string) => Promise<Founding | undefined>;
  /** Of these kinds in one place since an instant, the newest first. */
  readonly list: (
    context: ActionContext,
    asked: { readonly path: string; readonly kinds: readonly string[]; readonly since: Date },
  ) => Promise<readonly Founding[]>;
};

const FOUNDINGS = "cases.foundings";

function sources({ offered }: ActionContext): readonly FoundingSource[] {
  return [...((offered.contributed.get(FOUNDINGS) ?? new Map()) as ReadonlyMap<string, FoundingSource>).values()];
}

export async function findFounding(context: ActionContext, id: string): Promise<Founding | undefined> {
  for (const source of sources(context)) {
    const found = await source.find(context, id);
    if (found !== undefined) return found;
  }
  return undefined;
}

export async function listFoundings(
  context: ActionContext,
  asked: Parameters<FoundingSource["list"]>[1],
): Promise<readonly Founding[]> {
  return (await Promise.all(sources(context).map(async (source) => await source.list(context, asked)))).flat();
}
