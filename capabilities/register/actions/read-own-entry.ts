import { bind } from "#platform/capability.ts";
import { signedIn } from "#platform/policy.ts";
import { readOwnEntry } from "../contract/read-own-entry.ts";
import { findPerson } from "../store/person-row.ts";
import { kinOf } from "./kin.ts";
import { historyOf, personView } from "./person-view.ts";

export const readOwnEntryBound = bind(readOwnEntry, {
  policy: signedIn,
  run: async (context) => {
    const { tx, actor } = context;
    const row = actor.personId === undefined ? undefined : await findPerson(tx, actor.personId);
    if (row === undefined) return { person: null, changes: [], corrections: [], kin: [], may: [] };
    return {
      person: personView(context, row, "whole"),
      ...(await historyOf(context, row.id)),
      kin: await kinOf(context, row.id),
      may: row.left_at === null && actor.posts.length > 0 ? ["declare-kin"] : [],
    };
  },
});
