import type { TSchema } from "typebox";
import { Check } from "typebox/value";
import type { Entry } from "#platform/registry/registry.ts";
import { isIdField, type Schema } from "../sample-input.ts";
import type { TestHouse } from "../start-test-house.ts";
import { tenantId } from "./clone-tenant.ts";
import { MARKS, PATH_OF, PLACES, TENANT, TWIN, type PlaceName } from "./places.ts";
import { PLANTS } from "./plants.ts";
import type { Scene } from "./plants/plant.ts";
import { isTenantTable, type TableShape } from "./tables.ts";

/** Fields that name a place by its path. */
const PLACE_FIELDS: ReadonlySet<string> = new Set(["area", "areas"]);
const NAMED_OTHERWISE = new Map(Object.values(PLANTS).flatMap(({ names }) => Object.entries(names ?? {})));

/** An action that cannot be asked about, and what to do so that it can. */
export class CannotAsk extends Error {}

/** A field of an input that names something, and what it may name: a row's column, a place, or (of a query) words it looks for. */
export type Reference = {
  readonly field: string;
  readonly required: boolean;
  readonly form: Schema;
  readonly names: { readonly table: TableShape; readonly column: string } | "place" | "words";
};

export function referencesOf(entry: Entry, tables: readonly TableShape[]): readonly Reference[] {
  const schema = entry.signature.input as unknown as Schema;
  return Object.entries(schema.properties ?? {}).flatMap(([field, whole]): readonly Reference[] => {
    const required = schema.required?.includes(field) === true;
    const form = whole.items ?? whole;
    if (holdsIds(form.properties))
      throw new CannotAsk(`${entry.signature.name}: ids inside ${field} are not asked about; take them at the top of the input`);
    if (PLACE_FIELDS.has(field)) return [{ field, required, form, names: "place" }];
    const target = targetOf(entry, field, tables, isIdField(whole));
    if (target === undefined) return looksFor(entry, whole) ? [{ field, required, form, names: "words" }] : [];
    const dot = target.lastIndexOf(".");
    const table = tables.find(({ name }) => name === target.slice(0, dot));
    if (table === undefined) throw new CannotAsk(`${entry.signature.name}: ${field} names ${target}, which is no table`);
    return [{ field, required, form, names: { table, column: target.slice(dot + 1) } }];
  });
}

function holdsIds(properties: Schema["properties"]): boolean {
  return Object.values(properties ?? {}).some((inner) => isIdField(inner) || holdsIds((inner.items ?? inner).properties));
}

/** Any text a query takes: it may be looked for. */
function looksFor({ signature }: Entry, field: Schema): boolean {
  return signature.kind === "query" && field.type === "string" && Check(field as TSchema, MARKS.own);
}

function targetOf(entry: Entry, field: string, tables: readonly TableShape[], isId: boolean): string | undefined {
  const { capability, signature } = entry;
  const named = [signature.name, capability, "*"].map((owner) => NAMED_OTHERWISE.get(`${owner}.${field}`)).find(Boolean);
  if (named !== undefined || !isId) return named;
  const own = (noun: string) => tables.find(({ name }) => name === `${capability}.${snakeCase(noun)}`)?.name;
  const column = snakeCase(field).replace(/_ids$/, "_id");
  if (field === "id") {
    const noun = signature.name.replace(/^[^/]+\/[a-z]+-/, "");
    const table = own(noun) ?? own(noun.replace(/^.*-/, "")) ?? own(capability.replace(/ies$/, "y").replace(/s$/, ""));
    return table === undefined ? unclear(signature.name, field) : `${table}.id`;
  }
  const referred = new Set(
    tables.filter(({ name }) => name.startsWith(`${capability}.`)).flatMap(({ refersTo }) => refersTo[column] ?? []),
  );
  const byNoun = tables.filter(({ name }) => name.endsWith(`.${column.replace(/_id$/, "")}`)).map(({ name }) => name);
  const [table] = referred.size === 1 ? [...referred] : byNoun.length === 1 ? byNoun : [];
  return table === undefined ? unclear(signature.name, field) : `${table}.id`;
}

function unclear(name: string, field: string): never {
  throw new CannotAsk(
    `${name}: say which row \`${field}\` names: { names: { "${name}.${field}": "<schema>.<table>.id" } } in apps/server/testing/rights/plants/${name.replace(/\/.*/, "")}.ts`,
  );
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll("-", "_");
}

export type Subjects = ReadonlyMap<PlaceName, string>;

/** For each place what the reference names there: the newest row's column; of the other tenant, which is a copy, rather one that home has not. Places that hold no such row are left out. */
export async function findSubjects(house: TestHouse, scene: Scene, { names, form }: Reference): Promise<Subjects> {
  if (names === "words") return new Map(PLACES.map((place) => [place, MARKS[place]]));
  if (names === "place") return new Map((["own", "sibling", "parent"] as const).map((place) => [place, PATH_OF[place]]));
  const { table, column } = names;
  const found = new Map<PlaceName, string>();
  for (const place of PLACES) {
    const conditions = await conditionsFor(house, scene, table, place);
    if (conditions === undefined) continue;
    const ours = `${column} in (select ${column} from ${table.sql} where tenant_id = '${await tenantId(house, TENANT)}')`;
    const order = table.key.filter((name) => name !== "tenant_id").map((name) => `${name} desc`);
    const [row] = await house.admin<{ value: string }>(
      `select ${column}::text as value from ${table.sql} where ${conditions.join(" and ")} order by ${[...(place === "other" ? [ours] : []), ...order].join(", ")} limit 1`,
    );
    // A township's code is no village's: what the field does not take is not asked about.
    if (row !== undefined && Check(form as TSchema, row.value)) found.set(place, row.value);
  }
  return found;
}

async function conditionsFor(
  house: TestHouse,
  scene: Scene,
  table: TableShape,
  place: PlaceName,
): Promise<readonly string[] | undefined> {
  const has = (name: string) => table.columns.has(name);
  if (place === "other" && !isTenantTable(table)) return undefined;
  if (place === "receipt" && !has("holder_key")) return undefined;
  if ((place === "sibling" || place === "parent") && table.path === undefined) return undefined;
  const tenant = isTenantTable(table) ? [`tenant_id = '${await tenantId(house, place === "other" ? TWIN : TENANT)}'`] : [];
  const path = PATH_OF[place];
  const within =
    table.path === undefined ? ["true"] : [place === "parent" ? `${table.path} = '${path}'` : `${table.path} <@ '${path}'`];
  // Where rows belong to somebody, the own one is the resident's: what others have there is not theirs either.
  const owner = has("owner_person") && place === "own" ? [`owner_person = '${scene.residentPerson}'`] : [];
  const holder = has("holder_key") && place === "receipt" ? [`holder_key = '${scene.holderKey}'`] : [];
  return [...tenant, ...within, ...owner, ...holder];
}
