import { isWithin } from "#platform/actor.ts";
import { bind } from "#platform/capability.ts";
import { readMap } from "../contract/read-map.ts";
import { mayRead } from "../policy.ts";
import { findKnownAreas, findMapFeatures } from "../store/map-features.ts";

export const readMapBound = bind(readMap, {
  policy: mayRead,
  subject: async ({ tx, tenant }, { area }) => {
    const path = area || tenant.rootPath;
    const known = await findKnownAreas(tx, tenant.rootPath);
    return known.find((one) => one.path === path);
  },
  run: async ({ tx, tenant }, _, { path, name }) => {
    const parent = path.slice(0, path.lastIndexOf("."));
    const features = await findMapFeatures(tx, path);
    return {
      path,
      name,
      above: isWithin(parent, tenant.rootPath) ? parent : null,
      features: features.map((feature) => ({ ...feature, lines: feature.lines.map((line) => line.map(([x, y]) => [x, y])) })),
    };
  },
});
