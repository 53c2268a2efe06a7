import type { Composition } from "../leximin/panel-space.ts";
import type { Pool, PoolGroup } from "../pool/pool.ts";

/**
 * Names the people of each ticket: of each group those who have the fewest tickets so far, in the order of ids, so that in a group
 * nobody has two more than another. Where households matter, of each household at most one in a ticket.
 *
 * @returns for each ticket its people's ids in ascending order
 */
export function seatPeople(pool: Pool, tickets: readonly Composition[]): readonly (readonly string[])[] {
  const counts = pool.groups.map(({ members }) => new Int32Array(members.length));
  return tickets.map((ticket) => {
    const taken = new Set<number>();
    const ids: string[] = [];
    for (const group of inSeatingOrder(pool, ticket)) {
      for (const member of leastSeated(pool.groups[group]!, counts[group]!, ticket[group]!, taken)) {
        counts[group]![member] = counts[group]![member]! + 1;
        ids.push(pool.groups[group]!.members[member]!);
      }
    }
    return ids.sort();
  });
}

/** Groups with the least room to choose first, so that the others need not give way. */
function inSeatingOrder(pool: Pool, ticket: Composition): readonly number[] {
  const room = (group: number) => pool.groups[group]!.most - ticket[group]!;
  return [...ticket.keys()].filter((group) => ticket[group]! > 0).sort((a, b) => room(a) - room(b) || a - b);
}

function leastSeated(group: PoolGroup, counts: Int32Array, wanted: number, taken: Set<number>): readonly number[] {
  const order = [...counts.keys()].sort((a, b) => counts[a]! - counts[b]! || a - b);
  const chosen: number[] = [];
  for (const member of order) {
    if (chosen.length === wanted) break;
    const household = group.households[member]!;
    if (household >= 0) {
      if (taken.has(household)) continue;
      taken.add(household);
    }
    chosen.push(member);
  }
  return chosen;
}
