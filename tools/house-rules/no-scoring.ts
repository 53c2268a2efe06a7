import type { HouseRule, Violation } from "./house-rule.ts";
import { isMigration, migrationsDue, readSchema } from "./reading/read-schema.ts";
import type { Column, Table, View } from "./reading/schema.ts";

/** A row about one person, household or petitioner: by its name, or by the id it carries. */
const PERSON_TABLE = /(?:^|[._])(?:person|resident|household|petitioner|villager|member|account)(?:_personal|s)?$/;
const PERSON_COLUMN = /^(?:\w+_)?(?:person|resident|household|petitioner|villager|account)(?:_id)?$/;

/** Words that turn a figure into a judgement of somebody (TRUST §3.1). */
const SCORING =
  /(?:^|_)(?:score|scores|scoring|rank|ranking|rating|rated|grade|risk|risky|trustworthiness|loyalty|stability|credit|merit|demerit|propensity)(?:_|$)/;
const LABELS = /(?:^|_)(?:difficult|troublesome|unstable|disloyal|loyal|blacklist|blacklisted|watchlist|key_person)(?:_|$)/;
const IN_COMMENTS =
  /评分|打分|信用分|积分排名|排名|重点人员|不稳定|黑名单|\bscor(?:e|ing) of (?:a |the )?(?:person|resident|household)/i;

export const noScoring: HouseRule = {
  name: "no-scoring",
  says: "No column, comment or view ranks or rates a resident, household or petitioner (TRUST §3.1).",
  reads: isMigration,
  due: migrationsDue,
  find(files) {
    const schema = readSchema(files);
    return [...[...schema.tables.values()].flatMap(judgeTable), ...schema.views.flatMap(judgeView)];
  },
};

function isAboutPersons(table: Table): boolean {
  return PERSON_TABLE.test(table.name) || [...table.columns.keys()].some((name) => PERSON_COLUMN.test(name));
}

function judgeTable(table: Table): readonly Violation[] {
  if (!isAboutPersons(table)) return [];
  return [...table.columns.values()].flatMap((column) => {
    const reason = judgeColumn(column, table.comments.get(column.name) ?? "");
    if (reason === undefined) return [];
    return [{ path: column.path, line: column.line, message: `${table.name}.${column.name}: ${reason}` }];
  });
}

function judgeColumn(column: Column, comment: string): string | undefined {
  // A bytea named credit_… is a sealed number (a credit code), not a judgement; ids and moments are facts.
  const fact = ["uuid", "bytea", "timestamptz", "date"].includes(column.type);
  if (!fact && SCORING.test(column.name)) return "rates a person";
  if (LABELS.test(column.name)) return "labels a person";
  return IN_COMMENTS.test(comment) ? "its comment rates or labels a person" : undefined;
}

function judgeView(view: View): readonly Violation[] {
  const words = view.body.filter((token) => token.kind === "word" || token.kind === "name").map((token) => token.text);
  if (!words.some((word) => PERSON_COLUMN.test(word) || PERSON_TABLE.test(word))) return [];
  const ranked = words.find((word) => SCORING.test(word) || LABELS.test(word) || word === "dense_rank" || word === "ntile");
  return ranked === undefined
    ? []
    : [{ path: view.path, line: view.line, message: `${view.name}: ranks or rates persons by ${ranked}` }];
}
