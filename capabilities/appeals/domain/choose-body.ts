/** Parameters of the rule `appeals.retaliation`. */
export type RetaliationRule = {
  /** Kinds of bodies that look into it, the first before the others. */
  readonly bodies: readonly string[];
  /** How long the house watches over whoever complained of somebody. */
  readonly watchDays: number;
};

/** Undefined where the rule is not one that can be kept. */
export function readRetaliationRule(parameters: Readonly<Record<string, unknown>>): RetaliationRule | undefined {
  const { bodies, watchDays } = parameters as Partial<RetaliationRule>;
  return Array.isArray(bodies) && Number.isInteger(watchDays) && Number(watchDays) > 0
    ? { bodies, watchDays: Number(watchDays) }
    : undefined;
}

/** A body somebody of which has the duty, in a place that holds the appeal's. */
export type Body = { readonly id: string; readonly kind: string; readonly path: string };

/**
 * Who looks into retaliation: by the order of the rule, the body of the widest area first, since it stands furthest from those complained
 * of; never one of them, nor one above them in line, nor one that takes their orders (`notSentTo` of the bar).
 */
export function chooseBody(
  { bodies }: Pick<RetaliationRule, "bodies">,
  candidates: readonly Body[],
  notSentTo: readonly string[],
): Body | undefined {
  const depth = ({ path }: Body) => path.split(".").length;
  const order = (a: Body, b: Body) =>
    bodies.indexOf(a.kind) - bodies.indexOf(b.kind) || depth(a) - depth(b) || (a.id < b.id ? -1 : 1);
  return candidates.filter(({ id, kind }) => bodies.includes(kind) && !notSentTo.includes(id)).toSorted(order)[0];
}
