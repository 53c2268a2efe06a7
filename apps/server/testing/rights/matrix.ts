import type { Entry } from "#platform/registry/registry.ts";
import type { TestHouse } from "../start-test-house.ts";
import { inputFor, type Answered, type Ask } from "./ask.ts";
import { makeCast, makeStranger, soloRoles, type Role } from "./cast.ts";
import { cloneTenant, tenantId } from "./clone-tenant.ts";
import { MARKS, PLACES, TENANT, TWIN, type PlaceName } from "./places.ts";
import { plantInTwin, plantScene, type NewPerson } from "./scene.ts";
import type { Scene } from "./plants/plant.ts";
import { CannotAsk, findSubjects, referencesOf, type Reference, type Subjects } from "./subjects.ts";
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
  readonly tenantId: string;
  readonly scene: Scene;
  readonly cast: readonly Role[];
  readonly solo: readonly Role[];
  readonly tables: readonly TableShape[];
  /** About what every input must name: these are printed. */
  readonly questions: readonly Question[];
  /** About what an input may name besides, and about the words a query looks for. */
  readonly further: readonly Question[];
  /** Which signatures could not be asked, and what to do about it. */
  readonly problems: readonly string[];
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
  await house.settle();
  const tables = await readTables(house);
  const questions: Question[] = [];
  const problems: string[] = [];
  for (const entry of house.invoker.registry.entries.values()) {
    try {
      questions.push(...(await questionsOf(house, scene, entry, tables)));
    } catch (error) {
      if (!(error instanceof CannotAsk)) throw error;
      problems.push(error.message);
    }
  }
  const isPrinted = ({ about }: Question) => about === undefined || (about.required && about.names !== "words");
  return {
    tenantId: await tenantId(house, TENANT),
    scene,
    stranger,
    tables,
    questions: questions.filter(isPrinted),
    further: questions.filter((question) => !isPrinted(question)),
    problems,
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
  const named = references.filter(({ required, names }) => required && names !== "words");
  for (const { field, names } of named) {
    const own = subjects.get(field)?.get("own");
    if (own === undefined && typeof names === "object")
      throw new CannotAsk(
        `${entry.signature.name}: no row of ${names.table.name} lies in the own village; make one in { rows: … } (apps/server/testing/rights/plants/${entry.capability}.ts)`,
      );
    // The unit that leads has the power the samples ask for.
    if (own !== undefined) others.set(field, field === "organizationId" ? scene.leadUnit : own);
  }
  const about = [...(named.length === 0 ? [undefined] : []), ...references];
  const questions = about.map((reference) => ({
    entry,
    about: reference,
    others,
    subjects: subjects.get(reference?.field ?? "") ?? new Map(),
  }));
  for (const question of questions) inputAbout(question, placesOf(question)[0]);
  return questions;
}

/** The input that asks a question about a place, or about something said outright. */
export function inputAbout(question: Question, place: PlaceName | undefined, said?: string) {
  const { entry, about, subjects, others } = question;
  const subject = said ?? (place === undefined ? undefined : subjects.get(place));
  return inputFor(entry, (field) => (field === about?.field ? (subject ?? others.get(field)) : others.get(field)));
}

export function placesOf(question: Question): readonly (PlaceName | undefined)[] {
  return question.about === undefined ? [undefined] : PLACES.filter((place) => question.subjects.has(place));
}

export type Asking = { readonly question: Question; readonly role: Role; readonly place: PlaceName | undefined };

/** Everything, of everybody, about every place. */
export function everything(questions: readonly Question[], roles: readonly Role[]): readonly Asking[] {
  return questions.flatMap((question) => roles.flatMap((role) => placesOf(question).map((place) => ({ question, role, place }))));
}

/** Asks; the house must roll everything back. `said` is asked about in place of what lies there. */
export async function askAll(ask: Ask, asked: readonly Asking[], said?: string): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  const work = farApart(asked.length);
  const askOn = async () => {
    for (const index of work) {
      const one = asked[index];
      if (one === undefined) continue;
      const input = inputAbout(one.question, one.place, said);
      cells[index] = { ...one, input, answer: await ask(one.role.client, one.question.entry, input) };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askOn));
  return cells;
}

/** All of 0 to n-1, no two neighbours after each other: acts alike, asked at once, would wait for each other's rows. */
function* farApart(n: number): Generator<number, void> {
  const stride = Math.max(1, Math.ceil(n / AT_ONCE));
  for (let start = 0; start < stride; start += 1) for (let index = start; index < n; index += stride) yield index;
}

/** Whose planted words an answer holds. */
export function marksIn(body: string): readonly string[] {
  return Object.entries(MARKS).flatMap(([place, mark]) => (body.includes(mark) ? [place] : []));
}
