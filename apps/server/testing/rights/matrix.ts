import type { Entry } from "#platform/registry/registry.ts";
import type { TestHouse } from "../start-test-house.ts";
import { inputFor, type Answered, type Ask } from "./ask.ts";
import { makeCast, makeStranger, soloRoles, type Role } from "./cast.ts";
import { cloneTenant } from "./clone-tenant.ts";
import { PLACES, TENANT, TWIN, type PlaceName } from "./places.ts";
import { MARKS, plantInTwin, plantScene, type NewPerson, type Scene } from "./scene.ts";
import { findSubjects, referencesOf, type Reference, type Subjects } from "./subjects.ts";
import { readTables, type TableShape } from "./tables.ts";

/** One signature, asked about one of the things its input names; about none where it names none. */
export type Question = {
  readonly entry: Entry;
  readonly about: Reference | undefined;
  readonly subjects: Subjects;
  /** What each field is given that the question is not about. */
  readonly others: ReadonlyMap<string, string>;
};
export type Cell = {
  readonly question: Question;
  readonly role: Role;
  readonly place: PlaceName | undefined;
  readonly input: Readonly<Record<string, unknown>>;
  readonly answer: Answered;
};

export type RightsWorld = {
  readonly scene: Scene;
  readonly cast: readonly Role[];
  readonly solo: readonly Role[];
  readonly tables: readonly TableShape[];
  readonly questions: readonly Question[];
  /** An official of the other tenant, at their own door. */
  readonly stranger: NewPerson;
};

/** Questions under way at once: the database has two cores to answer with. */
const AT_ONCE = 6;

/** Plants the scene, makes the other tenant, gathers the cast and every question the registry holds. */
export async function makeRightsWorld(house: TestHouse): Promise<RightsWorld> {
  const scene = await plantScene(house);
  const twinId = await cloneTenant(house, TENANT, TWIN);
  const stranger = await makeStranger(house, scene, twinId);
  await plantInTwin(stranger.client, twinId(scene.leadUnit));
  const tables = await readTables(house);
  const questions: Question[] = [];
  for (const entry of house.invoker.registry.entries.values())
    questions.push(...(await questionsOf(house, scene, entry, tables)));
  return {
    scene,
    stranger,
    tables,
    questions,
    cast: await makeCast(house, scene, stranger),
    solo: await soloRoles(house, scene),
  };
}

async function questionsOf(
  house: TestHouse,
  scene: Scene,
  entry: Entry,
  tables: readonly TableShape[],
): Promise<readonly Question[]> {
  const references = referencesOf(entry, tables);
  const subjects = new Map<string, Subjects>();
  for (const reference of references) subjects.set(reference.field, await findSubjects(house, scene, reference));
  const others = new Map<string, string>();
  for (const { field, required, names } of references.filter((reference) => reference.required)) {
    const own = subjects.get(field)?.get("own");
    if (own === undefined && required && names !== "place")
      throw new Error(
        `${entry.signature.name}: no row of ${names.table.name} lies in the own village; plant one (apps/server/testing/rights/scene.ts)`,
      );
    // The unit that leads has the power the samples ask for.
    if (own !== undefined) others.set(field, field === "organizationId" ? scene.leadUnit : own);
  }
  const asked = references.filter(({ required }) => required);
  const about = asked.length === 0 ? [undefined] : asked;
  return about.map((reference) => ({
    entry,
    about: reference,
    others,
    subjects: subjects.get(reference?.field ?? "") ?? new Map(),
  }));
}

/** The input that asks a question about a place. */
export function inputAbout({ entry, about, subjects, others }: Question, place: PlaceName | undefined) {
  return inputFor(entry, (field) => (field === about?.field && place !== undefined ? subjects.get(place) : others.get(field)));
}

export function placesOf(question: Question): readonly (PlaceName | undefined)[] {
  return question.about === undefined ? [undefined] : PLACES.filter((place) => question.subjects.has(place));
}

/** Asks everything of everybody about every place. The house must roll everything back. */
export async function askAll(ask: Ask, questions: readonly Question[], roles: readonly Role[]): Promise<readonly Cell[]> {
  const asked = questions.flatMap((question) =>
    roles.flatMap((role) => placesOf(question).map((place) => ({ question, role, place, input: inputAbout(question, place) }))),
  );
  const cells: Cell[] = [];
  const work = asked.entries();
  const askOn = async () => {
    for (const [index, one] of work) cells[index] = { ...one, answer: await ask(one.role.client, one.question.entry, one.input) };
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askOn));
  return cells;
}

/** Whose planted words an answer holds. */
export function marksIn(body: string): readonly string[] {
  return Object.entries(MARKS).flatMap(([place, mark]) => (body.includes(mark) ? [place] : []));
}
