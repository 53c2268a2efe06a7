import { hasDuty } from "#platform/actor.ts";
import { bind } from "#platform/capability.ts";
import { everyone } from "#platform/policy.ts";
import { countByArea } from "../contract/count-by-area.ts";
import { DUTIES, isReleased, mayReadAsStaff } from "../policy.ts";
import { countParts } from "../store/list-appeals.ts";

export const countByAreaBound = bind(countByArea, {
  policy: everyone,
  run: async ({ tx, tenant, actor }, { area, ...filter }) => {
    const staff = DUTIES.some((duty) => hasDuty(actor, duty));
    const path = area || tenant.rootPath;
    const rows = await countParts(tx, (staff ? mayReadAsStaff : isReleased).where(actor, "a"), { ...filter, area: path }, path);
    return {
      of: staff ? ("staff" as const) : ("public" as const),
      parts: rows.flatMap(({ part, count }) => (part === path ? [] : [{ path: part, count }])),
      elsewhere: rows.find(({ part }) => part === path)?.count ?? 0,
    };
  },
});
