import { createHash } from "node:crypto";
import { addDays } from "@gongzhi/working-days";
import { findAreas } from "#capabilities/divisions/index.ts";
import { ageOn } from "#capabilities/register/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { isRefusal, refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { correctRoll } from "../contract/correct-roll.ts";
import { freezeRoll } from "../contract/freeze-roll.ts";
import { drawOwners } from "../domain/draw-owners.ts";
import { canonicalList, CHOSEN, drawRoll, isChosen, type DrawnRoll, type RollEntry, type RollKind } from "../domain/draw-roll.ts";
import { mayKeep } from "../policy.ts";
import { findCandidates } from "../store/find-candidates.ts";
import { decideObjection, lockObjection } from "../store/objections.ts";
import { findPremises } from "../store/owners.ts";
import { findEntries, findVersions, insertRoll } from "../store/rolls.ts";
import { readRollsRule, type RollsRule } from "./read-rule.ts";

export type RollToFreeze = {
  readonly kind: RollKind;
  /** A village's or community's path, or a part's below it. */
  readonly path: string;
  /** The legal day on which who belongs and how old they are is judged. */
  readonly onDay: string;
  readonly title: string;
  /** The quarter whose owners it is of. */
  readonly groupId?: string | null;
};

export type FrozenRoll = {
  readonly id: string;
  readonly version: number;
  readonly persons: number;
  readonly women: number;
  readonly households: number;
  /** Of owners: the floor area of all on it in whole 1/100 m². */
  readonly floorDm2: number | null;
  /** SHA-256 of `canonical`, in hex: what goes on the record. */
  readonly listSha256: string;
};

type Again = { readonly id: string; readonly version: number; readonly reason: string };

/** Freezes who counts, in the caller's transaction, and tells `rolls.roll-frozen`; refused where birth dates are missing or nobody counts. */
export async function freeze(context: ActionContext, roll: RollToFreeze, again?: Again): Promise<FrozenRoll | Refusal> {
  const { tx, tenant, actor, now } = context;
  const rule = await readRollsRule(tx, roll.path);
  if (rule === undefined) return refuse("conflict", "no-rule");
  const drawn = await draw(context, roll, rule);
  if (isRefusal(drawn)) return drawn;
  if (drawn.entries.length === 0) return refuse("conflict", "roll-empty");
  const id = again?.id ?? context.newId();
  const version = (again?.version ?? 0) + 1;
  const groupId = roll.kind === "owners" ? (roll.groupId ?? null) : null;
  const head = {
    tenantId: tenant.id,
    rollId: id,
    version,
    kind: roll.kind,
    path: roll.path,
    day: roll.onDay,
    ...(groupId === null ? {} : { groupId }),
  };
  const listSha256 = createHash("sha256").update(canonicalList(head, drawn.entries)).digest("hex");
  if (again !== undefined && sameEntries(drawn.entries, await findEntries(tx, again.id, again.version)))
    return refuse("conflict", "same-list");
  const objectionsUntil = addDays(legalDay(now), rule.objectionDays);
  const { women, households, floorDm2 } = drawn;
  const persons = drawn.entries.length;
  await insertRoll(
    context,
    {
      id,
      version,
      kind: roll.kind,
      path: roll.path,
      on_day: roll.onDay,
      title: roll.title,
      rule_id: rule.ruleId,
      rule_version: rule.version,
      persons,
      women,
      households,
      list_sha256: listSha256,
      group_id: groupId,
      floor_dm2: floorDm2,
      reason: again?.reason ?? "",
      frozenBy: actor.personId ?? null,
      objections_until: objectionsUntil,
      decisions_until: addDays(objectionsUntil, rule.decisionDays),
    },
    drawn.entries,
  );
  context.emit("rolls.roll-frozen", {
    rollId: id,
    version,
    kind: roll.kind,
    path: roll.path,
    onDay: roll.onDay,
    persons,
    women,
    households,
    listSha256,
  });
  return { id, version, persons, women, households, floorDm2, listSha256 };
}

type Drawn = Omit<DrawnRoll, "undated"> & { readonly floorDm2: number | null };

/** Who counts by the register; of owners by the quarter's own list, whatever their age. */
async function draw(context: ActionContext, roll: RollToFreeze, rule: RollsRule): Promise<Drawn | Refusal> {
  const { tx } = context;
  if (roll.kind === "owners") return drawOwners(await findPremises(tx, roll.groupId ?? "", roll.onDay));
  const rows = await findCandidates(tx, roll.path, roll.onDay, CHOSEN[roll.kind]);
  const candidates = rows.map((row) => ({
    personId: row.person_id,
    householdId: row.household_id,
    groupId: row.group_id,
    sex: row.sex,
    age: row.born_on === null ? null : ageOn(row.born_on, roll.onDay),
    standing: row.standing,
    delegate: row.delegate,
    member: row.member,
  }));
  const drawn = drawRoll(roll.kind, (await isVillage(context, roll.path)) ? rule.village : rule.community, candidates);
  return drawn.undated > 0 && !isChosen(roll.kind)
    ? refuse("conflict", "birth-dates-missing", { facts: { persons: drawn.undated } })
    : { ...drawn, floorDm2: null };
}

function sameEntries(one: readonly RollEntry[], other: readonly RollEntry[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Villages and communities are told apart by their official code: 200 and above is a village (统计用区划代码). */
async function isVillage({ tx, tenant }: ActionContext, path: string): Promise<boolean> {
  const areas = await findAreas(tx, tenant.rootPath);
  const village = areas.find(({ value }) => (path === value || path.startsWith(`${value}.`)) && /\.\d{12}$/.test(value));
  return Number((village?.value ?? path).slice(-3)) >= 200;
}

export const freezeRollBound = bind(freezeRoll, {
  policy: mayKeep,
  duty: "rolls.keep",
  subject: async (_, { area }) => ({ division_path: area }),
  run: async (context, { kind, area, onDay, title }) => {
    if (!(await findAreas(context.tx, context.tenant.rootPath)).some(({ value }) => value === area))
      return refuseField("/area", "no-such-area");
    const frozen = await freeze(context, { kind, path: area, onDay, title });
    if (isRefusal(frozen)) return frozen;
    context.subject(frozen.id);
    const { id, version, persons, listSha256 } = frozen;
    return { id, version, persons, listSha256 };
  },
});

export const correctRollBound = bind(correctRoll, {
  policy: mayKeep,
  duty: "rolls.keep",
  subject: async ({ tx }, { id }) => (await findVersions(tx, id))[0],
  run: async (context, { id, objectionId, reason }, newest) => {
    const { tx, actor } = context;
    const objection = objectionId === undefined ? undefined : await lockObjection(tx, objectionId);
    if (objectionId !== undefined && (objection?.roll_id !== id || objection.state !== "open"))
      return refuse("conflict", "objection-decided");
    const { kind, division_path: path, on_day: onDay, title, group_id: groupId } = newest;
    const roll = { kind, path, onDay, title, groupId };
    const frozen = await freeze(context, roll, { id, version: newest.version, reason });
    if (isRefusal(frozen)) return frozen;
    if (objection !== undefined) {
      await decideObjection(tx, objection.id, { state: "upheld", answer: reason, by: actor.personId ?? null });
      await notify(context, [
        { personId: objection.owner_person, topic: "rolls.objection-upheld", params: {}, path: `rolls/${id}` },
      ]);
    }
    context.subject(id);
    return { id, version: frozen.version, listSha256: frozen.listSha256 };
  },
});
