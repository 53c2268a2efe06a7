import { tallyAll, tallyGroups } from "../meaning/tallies.ts";
import { type Drawn, escaped, drawMap, marksOf } from "./draw-map.ts";
import { MAP_LANGUAGES } from "./texts.ts";

/** A table as data: the first cell of a row names it. */
export type MapTable = {
  readonly caption: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

export type TablesOptions = Drawn & {
  /** Texts of the statements by id; the ids stand alone where they are not given. */
  readonly statementTexts?: ReadonlyMap<string, string>;
};

/** What the map shows, for who reads rather than looks: the groups, then every statement with the share of each group that agrees. */
export function tablesOf(options: TablesOptions): MapTable[] {
  const hasGroups = options.stability?.verdict !== "no groups";
  return hasGroups ? [groupsTable(options), statementsTable(options, hasGroups)] : [statementsTable(options, hasGroups)];
}

function groupsTable({ description, stability, language = "zh-CN", statementTexts }: TablesOptions): MapTable {
  const texts = MAP_LANGUAGES[language];
  const marks = marksOf(description, true);
  const levels = new Map(
    stability?.groups.map(({ group, level, likeness }) => [group, `${texts.level[level]} ${percent(likeness)}`]),
  );
  const { group, size, sureness, speaksFor } = texts.headings;
  return {
    caption: texts.groupsCaption,
    headings: [group, size, ...(stability === undefined ? [] : [sureness]), speaksFor],
    rows: description.groups.map((one) => [
      texts.groupName(marks.get(one.group)!.letter),
      String(one.size),
      ...(stability === undefined ? [] : [levels.get(one.group) ?? ""]),
      one.representative
        .map(({ statement, by, successes, trials }) => {
          const name = named(statement, statementTexts);
          const share = percent(trials === 0 ? 0 : successes / trials);
          return by === "agree" ? `${name} (${texts.agrees(share)})` : `${texts.rejects}${name} (${share})`;
        })
        .join("\n"),
    ]),
  };
}

function statementsTable(
  { map, description, stability, language = "zh-CN", statementTexts }: TablesOptions,
  hasGroups: boolean,
): MapTable {
  const texts = MAP_LANGUAGES[language];
  const marks = marksOf(description, hasGroups);
  const groups = hasGroups ? description.groups.map(({ group }) => group) : [];
  const tallies = [tallyAll(map.votes), ...tallyGroups(map.votes, map.groupOf, groups)];
  const spreads = new Map(stability?.statements.map(({ statement, spread }) => [statement, spread.toFixed(2)]));
  const { statement, everybody, answers, spread } = texts.headings;
  return {
    caption: texts.statementsCaption,
    headings: [
      statement,
      everybody,
      ...groups.map((group) => texts.groupName(marks.get(group)!.letter)),
      answers,
      ...(stability === undefined ? [] : [spread]),
    ],
    rows: description.statements.map((one, column) => [
      named(one.statement, statementTexts) + (one.moderatedOut ? texts.moderatedOut : ""),
      ...tallies.map((tally) => (tally.answers[column] === 0 ? "–" : percent(tally.agrees[column]! / tally.answers[column]!))),
      String(one.agrees + one.disagrees + one.passes),
      ...(stability === undefined ? [] : [spreads.get(one.statement) ?? ""]),
    ]),
  };
}

/** A whole page, to be read, printed or handed on: the drawing and its tables. Needs nothing from elsewhere. */
export function drawPage(options: TablesOptions): string {
  const { language = "zh-CN", topic = "" } = options;
  const title = escaped(MAP_LANGUAGES[language].title(topic));
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>
body { max-width: 62rem; margin: 0 auto; padding: 1rem; font: 1rem/1.6 system-ui, sans-serif; }
svg { display: block; width: 100%; max-width: 42rem; height: auto; }
table { border-collapse: collapse; width: 100%; margin-block: 1.5rem; }
caption { text-align: start; font-weight: 600; padding-block-end: 0.5rem; }
th, td { text-align: start; vertical-align: top; padding: 0.3rem 0.6rem; border-block-end: 1px solid color-mix(in srgb, currentColor 30%, transparent); white-space: pre-line; }
td { font-variant-numeric: tabular-nums; }
@media print { body { max-width: none; padding: 0; } svg { max-height: 17cm; } tr { break-inside: avoid; } thead { display: table-header-group; } }
</style>
</head>
<body>
<h1>${title}</h1>
${drawMap(options)}
${tablesOf(options).map(tableHtml).join("\n")}
</body>
</html>
`;
}

function tableHtml({ caption, headings, rows }: MapTable): string {
  const head = headings.map((heading) => `<th scope="col">${escaped(heading)}</th>`).join("");
  const body = rows.map(([name, ...cells]) => {
    const rest = cells.map((cell) => `<td>${escaped(cell)}</td>`).join("");
    return `<tr><th scope="row">${escaped(name!)}</th>${rest}</tr>`;
  });
  return `<table>\n<caption>${escaped(caption)}</caption>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join("\n")}\n</tbody>\n</table>`;
}

function named(statement: string, statementTexts: ReadonlyMap<string, string> | undefined): string {
  const text = statementTexts?.get(statement)?.trim() ?? "";
  return text === "" ? statement : `${statement} ${text}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
