import type { PanelRequest } from "../pool/request.ts";

/** Every panel that keeps to the quotas and takes one of a household at most, by trying all: for a dozen people. */
export function allPanels({ candidates, quotas, size }: PanelRequest): readonly (readonly string[])[] {
  const panels: (readonly string[])[] = [];
  for (let set = 0; set < 2 ** candidates.length; set += 1) {
    const panel = candidates.filter((_, index) => ((set >> index) & 1) === 1);
    if (panel.length !== size) continue;
    const homes = panel.map(({ id, household }) => household ?? `alone ${id}`);
    if (new Set(homes).size < size) continue;
    const keeps = quotas.every(({ feature, value, min, max }) => {
      const there = panel.filter((candidate) => candidate.values[feature] === value).length;
      return there >= min && there <= max;
    });
    if (keeps) panels.push(panel.map(({ id }) => id));
  }
  return panels;
}
