import type { ActionContext, Offered, Payload } from "#platform/capability.ts";
import type { Section } from "../domain/sections.ts";

/**
 * What another capability contributes to the point `disclosure.sources`: parts of a draft, made of its own data about a place (and what
 * lies in it) between two legal days, both counted. It reads with the rights of whoever drafts, and gives nothing that is not everybody's:
 * no names of residents. Its words are Chinese, as what is published is.
 */
export type DisclosureSource = {
  readonly name: string;
  readonly nameEn: string;
  readonly draft: (
    context: ActionContext,
    asked: { readonly path: string; readonly from: string; readonly to: string },
  ) => Promise<readonly Section[]>;
};

export function sourcesOf({ contributed }: Pick<Offered, "contributed">): ReadonlyMap<string, DisclosureSource> {
  return (contributed.get("disclosure.sources") ?? new Map()) as ReadonlyMap<string, DisclosureSource>;
}

/**
 * What another capability contributes to the point `disclosure.overdue`: what somebody there should have done by today and did not. For the
 * one public page of all that is late.
 */
export type OverdueSource = (context: ActionContext, path: string) => Promise<readonly Overdue[]>;

export type Overdue = {
  readonly what: string;
  readonly title: string;
  /** How many at once, where they are not told one by one. */
  readonly count?: number;
  readonly area: string;
  readonly who: string;
  readonly dueOn: string;
  /** Below the tenant. */
  readonly page: string;
};

export function overdueOf({ contributed }: Pick<Offered, "contributed">): readonly OverdueSource[] {
  return [...((contributed.get("disclosure.overdue") ?? new Map()) as ReadonlyMap<string, OverdueSource>).values()];
}

/**
 * What another capability contributes to the point `disclosure.happenings`: what an event of its own makes due at once, by the first of
 * these entries the place's catalogue has, and the draft it begins with. Undefined: nothing.
 */
export type HappeningSource = (context: ActionContext, payload: Payload) => Promise<Happening | undefined>;

export type Happening = {
  readonly path: string;
  readonly entries: readonly string[];
  readonly title: string;
  readonly sections: readonly Section[];
};

export function happeningOf({ contributed }: Pick<Offered, "contributed">, name: string): HappeningSource | undefined {
  return contributed.get("disclosure.happenings")?.get(name) as HappeningSource | undefined;
}
