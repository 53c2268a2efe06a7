import { bind } from "#platform/capability.ts";
import { notify } from "#platform/notices/notify.ts";
import { refuse } from "#platform/refusal.ts";
import { provePerson } from "../contract/prove-person.ts";
import { mayKeepEntries } from "../policy.ts";
import { recordChanges } from "../store/changes.ts";
import { updateProof } from "../store/change-person.ts";
import { findPerson } from "../store/person-row.ts";

export const provePersonBound = bind(provePerson, {
  policy: mayKeepEntries,
  duty: "register.desk",
  subject: async ({ tx }, { id }) => await findPerson(tx, id, "lock"),
  run: async (context, { id, version, level: typed, ground }, row) => {
    const level = typed === "1" ? 1 : 2;
    if (row.left_at !== null) return refuse("conflict", "person-ended");
    if (row.version !== version) return refuse("conflict", "changed-meanwhile");
    // Nobody vouches for themself.
    if (context.actor.personId === id) return refuse("forbidden", "own-entry");
    if (row.proof_level >= level) return refuse("conflict", "proved-already");
    await updateProof(context.tx, id, level);
    const before = { proofLevel: String(row.proof_level) };
    await recordChanges(context, [{ kind: "proved", path: row.division_path, personId: id, before, ground }]);
    await notify(context, [{ personId: id, topic: "register.proved", params: { level }, path: "register/mine" }]);
    context.subject(id);
    return { id };
  },
});
