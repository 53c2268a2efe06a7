/** One line of the powers list that covers a place, of a body of that very place. */
export type PowerHere = {
  readonly power_id: string;
  readonly organization_id: string;
  readonly path: string;
  readonly act: string;
  readonly means: string;
};

type Chosen = { readonly owner: PowerHere } | { readonly lacks: "power" | "means" };

/**
 * The body of a place that may own a charge: it has the power to act so about the matter, and the means, its own or handed down. Of
 * several the first of the list. Nobody is charged with what it lacks the power or the means for.
 */
export function chooseOwner(powers: readonly PowerHere[], act: string, handedDown: string): Chosen {
  const able = powers.filter((power) => power.act === act);
  const owner = able.find(({ means }) => means.trim() !== "" || handedDown.trim() !== "");
  if (owner !== undefined) return { owner };
  return { lacks: able.length === 0 ? "power" : "means" };
}
