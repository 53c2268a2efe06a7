import type { Capability } from "#platform/capability.ts";
import { afterPublished, isDueBound, readHallBound, ROLLS, signInMembersBound } from "./actions/hall.ts";
import { enterMembersBound, readPartyDeskBound, removeMemberBound } from "./actions/members.ts";
import { DUTIES } from "./policy.ts";

/** Who is due at a meeting of party members, without a register of them: a yes or no for one meeting, and a count. */
export const party: Capability = {
  name: "party",
  dependsOn: ["organizations", "register", "meetings"],
  actions: [enterMembersBound, removeMemberBound, signInMembersBound],
  queries: [readPartyDeskBound, readHallBound, isDueBound],
  reactions: { "meetings.result-published": afterPublished },
  contributes: { "meetings.closed-rolls": ROLLS },
  duties: DUTIES,
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
