import { sql } from "kysely";
import { findAreas } from "#capabilities/divisions/index.ts";
import { bind } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { readCatalogue } from "../contract/read-catalogue.ts";
import { PLACE } from "../domain/places.ts";
import { maySee } from "../policy.ts";
import { findBodyNames } from "../store/bodies.ts";
import { selectItems } from "../store/items.ts";
import { findInForce, itemView } from "./known.ts";

const MOST = 500;

export const readCatalogueBound = bind(readCatalogue, {
  policy: maySee,
  run: async ({ tx, tenant, now }, { area }) => {
    const today = legalDay(now);
    const areas = (await findAreas(tx, tenant.rootPath)).filter(({ value }) => PLACE.test(value));
    const path = areas.find(({ value }) => value === area)?.value ?? areas[0]?.value ?? "";
    const found = path === "" ? undefined : await findInForce(tx, path);
    const here = sql`i.division_path = ${path || null}::ltree`;
    const open = await selectItems(tx, { where: sql`${here} and i.versions = 0`, order: sql`i.due_on, i.id`, limit: MOST });
    const done = await selectItems(tx, {
      where: sql`${here} and i.versions > 0`,
      order: sql`i.published_on desc, i.id desc`,
      limit: MOST,
    });
    const owners = new Map<string, string>();
    for (const kind of new Set(found?.catalogue.entries.map(({ owner }) => owner)))
      owners.set(kind, (await findBodyNames(tx, kind)).get(path) ?? "");
    return {
      areas: areas.map(({ value, name }) => ({ value, name })),
      area: path,
      rule:
        found === undefined
          ? null
          : { id: found.rule.rule_id, title: found.rule.title, version: found.rule.version, law: found.catalogue.law },
      entries: (found?.catalogue.entries ?? []).map((entry) => {
        const [next, last] = [open, done].map((rows) => rows.find((row) => row.entry === entry.id));
        return {
          id: entry.id,
          title: entry.title,
          titleEn: entry.titleEn,
          subject: entry.subject,
          period: entry.period,
          days: entry.days,
          article: entry.article,
          owner: owners.get(entry.owner) ?? "",
          next: next === undefined ? null : itemView(next, today),
          last: last === undefined ? null : itemView(last, today),
        };
      }),
    };
  },
});
