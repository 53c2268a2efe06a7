import { marksIn, type Cell } from "./matrix.ts";
import { PLACES } from "./places.ts";

/** The page of one capability. `solo`: what was asked by officials of one duty each. */
export function printRights(capability: string, cells: readonly Cell[], solo: readonly Cell[]): string {
  const nameOf = ({ question }: Cell) => question.entry.signature.name;
  const own = Map.groupBy(
    cells.filter(({ question }) => question.entry.capability === capability),
    nameOf,
  );
  const parts = [...own].map(([name, asked]) => {
    const lines = [
      ...printQuestions(asked),
      ...printDuties(
        asked,
        solo.filter((cell) => nameOf(cell) === name),
      ),
    ];
    return `## ${name.slice(capability.length + 1)}\n\n${lines.map((line) => `- ${line}\n`).join("")}`;
  });
  const head = `# Who may do what: ${capability}\n\nWritten by asking the running house; [README.md](README.md) tells how to read it.\n`;
  return [head, ...parts].join("\n");
}

/** Where an input names several things, only that matters which changes who may. */
function printQuestions(asked: readonly Cell[]): readonly string[] {
  const questions = [...Map.groupBy(asked, ({ question }) => question).values()];
  const deciding = questions.filter((cells) => placesMatter(cells));
  const shown = deciding.length > 0 ? deciding : questions.slice(0, 1);
  return shown.flatMap((cells) => {
    const by = shown.length > 1 ? `by ${cells[0]?.question.about?.field}: ` : "";
    return printRoles(cells).map((line) => by + line);
  });
}

function placesMatter(cells: readonly Cell[]): boolean {
  const inTenant = cells.filter(({ place }) => place !== "other");
  return [...Map.groupBy(inTenant, ({ role }) => role).values()].some(
    (ofRole) => new Set(ofRole.map(({ answer }) => answer.passed)).size > 1,
  );
}

/** Roles that may alike stand in one line. */
function printRoles(asked: readonly Cell[]): readonly string[] {
  const roles = Map.groupBy(asked, ({ role }) => role.key);
  const alike = Map.groupBy([...roles], ([, cells]) => printCells(cells));
  const lines = [...alike].filter(([what]) => what !== "").map(([what, who]) => `${what}: ${namesOf(who, roles.size)}`);
  return lines.length === 0 ? ["nobody"] : lines;
}

function namesOf(who: readonly (readonly [string, unknown])[], all: number): string {
  return who.length === all ? "everybody" : who.map(([key]) => key).join(", ");
}

function printCells(cells: readonly Cell[]): string {
  const passed = cells.filter(({ place, answer }) => answer.passed && (place !== "other" || answer.status === 200));
  if (passed.length === 0) return "";
  const seen = [...new Set(passed.flatMap(({ answer }) => marksIn(answer.body)))];
  const places = PLACES.filter((place) => passed.some((cell) => cell.place === place));
  if (places.length > 0) return places.join(" ");
  return seen.length === 0 ? "yes" : `yes, sees ${seen.join(" ")}`;
}

/** Duties that open the own matter by themselves, where somebody without any duty is not let in. */
function printDuties(asked: readonly Cell[], solo: readonly Cell[]): readonly string[] {
  const open = asked.some(({ role, place, answer }) => role.key === "neighbour" && (place ?? "own") === "own" && answer.passed);
  const all = new Set(solo.map(({ role }) => role.key));
  const duties = new Set(solo.filter(({ answer, place }) => answer.passed && place !== "other").map(({ role }) => role.key));
  if (open || duties.size === 0) return [];
  return [duties.size === all.size ? "opened by any duty" : `opened by one duty: ${[...duties].join(", ")}`];
}
