import { commitmentOf, digestOfTickets, drawTicket } from "./lottery/draw.ts";
import { SortitionRefusal } from "./refusal.ts";

export type PanelDraw = {
  /** Number of the ticket drawn, from 0. */
  readonly ticket: number;
  /** Ids of the panel, ascending. */
  readonly panel: readonly string[];
  /** SHA-256 of the seed: what was to be published before the draw. */
  readonly commitment: string;
  /** SHA-256 of the tickets as text: likewise. */
  readonly digest: string;
};

/**
 * Draws one ticket by a seed (16 to 64 bytes in hexadecimal). Whoever has the tickets and the seed can repeat it; whoever had the
 * commitment and the digest beforehand knows that neither was changed.
 *
 * @param commitment if given, a seed with another SHA-256 is refused
 */
export function drawPanel(tickets: readonly (readonly string[])[], seed: string, commitment?: string): PanelDraw {
  const own = commitmentOf(seed);
  if (commitment !== undefined && commitment.toLowerCase() !== own) {
    throw new SortitionRefusal("wrong-seed", `the seed's SHA-256 is ${own}, not the ${commitment} that was published`);
  }
  const digest = digestOfTickets(tickets);
  const ticket = drawTicket(seed, digest, tickets.length);
  return { ticket, panel: tickets[ticket]!, commitment: own, digest };
}
