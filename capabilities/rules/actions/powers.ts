import { isWithin } from "#platform/actor.ts";
import { bind, type Reaction } from "#platform/capability.ts";
import { pgConstraint, Rollback } from "#platform/db/database.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { findAreas } from "#capabilities/divisions/index.ts";
import { endPower } from "../contract/end-power.ts";
import { grantPower } from "../contract/grant-power.ts";
import { maySteward } from "../policy.ts";
import { insertPower } from "../store/enact-rule.ts";
import { endPowersOf, findOrganizationArea, hasMatter, lockPower, POWER_CONSTRAINT, updatePowerEnd } from "../store/powers.ts";

export const grantPowerBound = bind(grantPower, {
  policy: maySteward,
  duty: "rules.steward",
  subject: async (_, { area }) => ({ division_path: area }),
  run: async (context, input) => {
    const { tx, tenant } = context;
    if (!(await findAreas(tx, tenant.rootPath)).some(({ value }) => value === input.area))
      return refuseField("/area", "no-such-area");
    if (!(await hasMatter(tx, input.matter))) return refuseField("/matter", "no-such-matter");
    const own = await findOrganizationArea(tx, input.organizationId);
    if (own === undefined) return refuseField("/organizationId", "no-such-organization");
    if (!isWithin(input.area, own)) return refuseField("/area", "area-beyond-organization");
    const id = context.newId();
    const { organizationId, matter, act, level, area, means, ruleTitle, article = "", from } = input;
    try {
      await insertPower(tx, {
        id,
        organizationId,
        matterCode: matter,
        act,
        level,
        path: area,
        means,
        ruleTitle,
        article,
        validFrom: from,
      });
    } catch (error) {
      if (pgConstraint(error) !== POWER_CONSTRAINT) throw error;
      throw new Rollback(refuse("conflict", "power-exists"));
    }
    context.emit("rules.power-granted", { powerId: id, organizationId, from });
    context.subject(id);
    return { id };
  },
});

export const endPowerBound = bind(endPower, {
  policy: maySteward,
  duty: "rules.steward",
  subject: async ({ tx }, { id }) => await lockPower(tx, id),
  run: async (context, { id, on }, power) => {
    if (power.valid_to !== null) return refuse("conflict", "power-ended");
    if (on <= power.valid_from) return refuseField("/on", "before-it-began", { from: power.valid_from });
    await updatePowerEnd(context.tx, id, on);
    context.emit("rules.power-ended", { powerId: id, on });
    context.subject(id);
    return { id };
  },
});

export const afterOrganizationEnded: Reaction = async ({ tx }, payload) => {
  await endPowersOf(tx, String(payload["organizationId"]), String(payload["on"]));
};
