import { readFile, stat } from "node:fs/promises";
import { withHouse } from "#apps/cli/with-house.ts";
import { findKnownAreas, MAX_FEATURES, putMap, readGeoJson } from "#capabilities/divisions/index.ts";
import { chooseTenant } from "../choose-tenant.ts";
import { CommandRefusal, type Command } from "../command.ts";

/** A whole township in outlines as fine as a screen can show is a few megabytes. */
const MAX_BYTES = 32 * 1024 * 1024;

const HELP = `
GeoJSON (RFC 7946), WGS84, longitude before latitude: a FeatureCollection of at most ${MAX_FEATURES} features. An area names its division or
grid by "code" (official code), "path" or "name" (with "code" where two villages have a grid of that name). Lines are roads, points are
places; "kind": "water" makes a surface a water. The file takes the place of the map before; --dry-run only reads it.
Exit code 0: taken in; 1: features are wrong, each told, and nothing was changed; 2: refused.

  gongzhi import map qinghe.geojson --tenant qinghe`;

export const command: Command = {
  summary: "Takes in a tenant's map: outlines of divisions and grids, roads, waters, places.",
  usage: "FILE.geojson [--tenant SLUG] [--dry-run]",
  help: HELP,
  options: { tenant: { type: "string" }, "dry-run": { type: "boolean" } },
  run: async (input) => {
    const [file] = input.positionals;
    if (file === undefined || input.positionals.length !== 1) throw new CommandRefusal("no-file", "name one file, GeoJSON");
    const json = await readJson(file);
    return await withHouse({ progress: (line) => input.stderr.write(`${line}\n`) }, async (house) => {
      const tenant = await house.tenant(await chooseTenant(input, house));
      const dryRun = input.values["dry-run"] === true;
      const { features, faults } = await house.transact(tenant.slug, "divisions/import-map", async (context) => {
        const read = readGeoJson(json, await findKnownAreas(context.tx, tenant.rootPath));
        if (read.faults.length === 0 && !dryRun) await putMap(context.tx, () => context.newId(), read.features);
        return read;
      });
      for (const fault of faults) input.stderr.write(`feature ${fault.feature}: ${fault.code}\n`);
      input.stdout.write(`${JSON.stringify({ tenant: tenant.slug, features: features.length, faults, dryRun })}\n`);
      return faults.length === 0 ? 0 : 1;
    });
  },
};

async function readJson(file: string): Promise<unknown> {
  const size = await stat(file).catch(() => {
    throw new CommandRefusal("no-such-file", `${file} is not there`);
  });
  if (size.size > MAX_BYTES)
    throw new CommandRefusal("too-large", `${file} is larger than ${MAX_BYTES / 1024 / 1024} MB: simplify its outlines`);
  try {
    return JSON.parse((await readFile(file, "utf8")).replace(/^\uFEFF/, ""));
  } catch {
    throw new CommandRefusal("not-json", `${file} is not JSON`);
  }
}
