import type { ActionContext, Offered } from "#platform/capability.ts";

/**
 * What another capability contributes to the point `supervision.steps`, by the first word of its pages: what of its own the supervision
 * committee has to look at, and what may be objected to. Everything in it is everybody's to know.
 */
export type StepSource = {
  /** Steps of a place and its parts that stand open now. */
  readonly list: (context: ActionContext, path: string) => Promise<readonly Step[]>;
  /** By what stands behind the first word in the address of its page. */
  readonly find: (context: ActionContext, key: string) => Promise<Thing | undefined>;
};

export type Step = {
  /** `project-done`: words of `supervision.steps`. */
  readonly what: string;
  readonly title: string;
  readonly area: string;
  readonly path: string;
  /** Below the tenant. */
  readonly page: string;
  readonly dueOn: string | null;
  /** The committee itself must act. */
  readonly own: boolean;
};

export type Thing = {
  readonly title: string;
  readonly path: string;
  readonly area: string;
  readonly page: string;
  /** The body that answers for it; null: it is the place's committee. */
  readonly organizationId: string | null;
  /** It can still be changed: the committee may object. */
  readonly open: boolean;
  /** Residents object and complain on its own page, where it has its own days for it. */
  readonly ownComplaints: boolean;
  /** By when it is to be answered, where it waits for an answer; before, a complaint is too early. */
  readonly answerDue?: string;
};

type Sources = ReadonlyMap<string, StepSource>;

export function sourcesOf({ contributed }: Pick<Offered, "contributed">): Sources {
  return (contributed.get("supervision.steps") ?? new Map()) as Sources;
}

export async function findThing(context: ActionContext, about: string): Promise<Thing | undefined> {
  const [source, key] = about.split("/", 2);
  return await sourcesOf(context.offered)
    .get(source ?? "")
    ?.find(context, key ?? "");
}
