import type { TestHouse } from "../../start-test-house.ts";
import { OWN_PATH, SIBLING_PATH, TENANT, TOWN_PATH } from "../places.ts";
import type { Plant } from "./plant.ts";

/** Which entry may have its title erased is for the demo's year to say: it is looked for once the rows are there. */
const samples: Record<string, unknown> = {
  "record/find-seals.kind": "rules.version",
  "record/list-entries.kind": "rules.version",
  "record/ask-erasure.field": "title",
};

export const record: Plant = {
  rows: async (house) => {
    samples["record/ask-erasure.index"] = await findTitled(house);
    for (const [offset, area] of [OWN_PATH, SIBLING_PATH, TOWN_PATH].entries()) await plantErasure(house, offset + 1, area);
  },
  samples,
};

/** The first sealed entry of the whole town that shows a title. */
async function findTitled(house: TestHouse): Promise<number> {
  const [entry] = await house.admin<{ index: number; ref: string }>(
    `select e.index::int as index, e.ref from record.entry e join platform.tenant t on t.id = e.tenant_id and t.slug = $1
       join record.sealed_field f on f.tenant_id = e.tenant_id and f.ref = e.ref and f.name = 'title' and f.public order by e.index limit 1`,
    [TENANT],
  );
  if (entry === undefined) throw new Error("the demo's record has no sealed entry with a title");
  await house.admin("update record.sealed_field set division_path = $2::ltree where ref = $1", [entry.ref, TOWN_PATH]);
  return entry.index;
}

/** The answer of a sealed entry of an area, which somebody of the house asked to have erased. */
async function plantErasure(house: TestHouse, offset: number, area: string): Promise<void> {
  const [entry] = await house.admin<{ tenant_id: string; index: number; ref: string; kind: string; subject: string }>(
    `select e.tenant_id, e.index, e.ref, e.kind, e.subject from record.entry e join platform.tenant t on t.id = e.tenant_id and t.slug = $1
     where e.form = 'sealed' order by e.index limit 1 offset $2`,
    [TENANT, offset],
  );
  if (entry === undefined) throw new Error("the demo's record has too few sealed entries");
  const { tenant_id, index, ref, kind, subject } = entry;
  await house.admin("update record.sealed_field set division_path = $3::ltree where tenant_id = $1 and ref = $2", [
    tenant_id,
    ref,
    area,
  ]);
  await house.admin(
    `insert into record.erasure (tenant_id, id, division_path, index, kind, subject, field, ground, asked_by, asked_at, state)
     values ($1, $2, $3::ltree, $4, $5, $6, 'answer', 'personal', $7, now(), 'waiting')`,
    [tenant_id, house.newId(), area, index, kind, subject, house.newId()],
  );
}
