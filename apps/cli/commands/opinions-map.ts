import { writeFileSync } from "node:fs";
import {
  type Conversation,
  describeMap,
  drawMap,
  drawPage,
  MAP_LANGUAGES,
  type MapDescription,
  type MapLanguage,
  mapOpinions,
  measureStability,
  moderatedOut,
  type OpinionMap,
  readStoredState,
  type Stability,
  votesOf,
} from "@gongzhi/opinion-map";
import { type Command, type CommandInput, CommandRefusal } from "../command.ts";
import { progressLines, writeJson } from "../count-input.ts";
import { fromWhereCalled, orOpinionRefused, readConversationFolder, readTextFile } from "../opinion-input.ts";

const HELP = `
DIR holds a conversation as Polis exports it (comments.csv, votes.csv, participants-votes.csv, summary.csv) or as its server answers
(comments.json, votes.json, conversation.json). Which sign means "agree" is told from the agrees and disagrees beside the statements.

Prints
  groups          {participant: group}, 0 the largest; only who answered enough is on the map. Empty where there are no groups
  consensus       what most agree on or reject, whatever their group
  stability       verdict ("groups" or "no groups"), and how sure each group and each statement's place is
  representative  {group: statements that set it apart}
  statements      place, counts, group-aware consensus and priority of each
  places          {participant: [x, y]}
  unprovenGroups  where the verdict is "no groups": what a map would show all the same; do not read it as groups

  --svg FILE      the map as a drawing; --html FILE the drawing with its tables, to print
  --language L    of the drawing: zh-CN (usual) or en
  --replicates N  maps made of people drawn anew, to see how sure this one is (100)
  --seed N        decides what is drawn at random (1): the same seed gives the same answer
  --state FILE    go on from what a server stored (math-pca2.json): its directions, clusters and groups

Exit codes: 0 mapped, 2 the input is refused (with file and line).

Example: gongzhi opinions map polis/vtaiwan.uberx --html uberx.html
`;

const SEED_MAX = 2 ** 31 - 1;
const REPLICATES_MAX = 10_000;

export const command: Command = {
  summary: "Map a Polis conversation: groups of opinion, what all share, how sure that is",
  usage: "DIR [--svg FILE] [--html FILE] [--language zh-CN|en] [--replicates N] [--seed N] [--state FILE]",
  help: HELP,
  options: {
    svg: { type: "string" },
    html: { type: "string" },
    language: { type: "string" },
    replicates: { type: "string" },
    seed: { type: "string" },
    state: { type: "string" },
  },
  run: (input) => {
    const language = readLanguage(input);
    const replicates = readWhole(input, "replicates", 100, REPLICATES_MAX);
    const seed = readWhole(input, "seed", 1, SEED_MAX);
    const [folder, ...more] = input.positionals;
    if (folder === undefined || more.length > 0) throw new CommandRefusal("usage", "one folder with a conversation is needed");
    const conversation = readConversationFolder(folder);
    for (const note of conversation.notes) input.stderr.write(`${folder}: ${note}\n`);
    const map = orOpinionRefused(folder, () => mapOf(conversation, input));
    const { participants, statements, answers } = map.votes;
    input.stderr.write(`${answers.length} answers of ${participants.length} people to ${statements.length} statements\n`);
    const say = progressLines<{ done: number; all: number }>(input.stderr, ({ done, all }) => `stability: ${done} of ${all}`);
    const stability = orOpinionRefused(folder, () =>
      measureStability(map, { replicates, seed, onProgress: (done, all) => say({ done, all }) }),
    );
    const metaStatements = conversation.statements.filter(({ meta }) => meta).map(({ id }) => id);
    const description = describeMap(map, { metaStatements });
    draw(input, { conversation, map, description, stability, language });
    writeJson(input.stdout, resultOf(conversation, { map, description, stability }));
    return 0;
  },
};

function mapOf(conversation: Conversation, { values }: CommandInput): OpinionMap {
  const votes = votesOf(conversation);
  const out = moderatedOut(conversation);
  const path = values["state"];
  if (typeof path !== "string") return mapOpinions(votes, { moderatedOut: out });
  const { before, moderatedOut: storedOut } = readStoredState(readTextFile(path), votes, path);
  return mapOpinions(votes, { moderatedOut: [...out, ...storedOut], before });
}

type Mapped = { readonly map: OpinionMap; readonly description: MapDescription; readonly stability: Stability };

function resultOf({ topic, statements }: Conversation, { map, description, stability }: Mapped) {
  const texts = new Map(statements.map(({ id, text }) => [id, text]));
  const withText = <One extends { readonly statement: string }>({ statement, ...rest }: One) => ({
    statement,
    text: texts.get(statement) ?? "",
    ...rest,
  });
  const { participants } = map.votes;
  const onMap = [...participants.keys()].filter((row) => map.inConversation[row] === 1);
  const groups = Object.fromEntries(onMap.map((row) => [participants[row]!, map.groupOf[row]!]));
  const proven = stability.verdict === "groups";
  return {
    topic,
    groups: proven ? groups : {},
    consensus: description.consensus.map(withText),
    stability,
    representative: proven
      ? Object.fromEntries(description.groups.map(({ group, representative }) => [group, representative.map(withText)]))
      : {},
    statements: description.statements.map(withText),
    places: Object.fromEntries(onMap.map((row) => [participants[row]!, [map.places.x[row]!, map.places.y[row]!]])),
    silhouettes: Object.fromEntries([...map.groupings].map(([count, { silhouette }]) => [count, silhouette])),
    ...(proven ? {} : { unprovenGroups: groups }),
  };
}

function draw(
  input: CommandInput,
  { conversation, language, ...mapped }: Mapped & { conversation: Conversation; language: MapLanguage },
) {
  const { topic, statements } = conversation;
  const drawn = { ...mapped, topic, language, statementTexts: new Map(statements.map(({ id, text }) => [id, text])) };
  const { svg, html } = input.values;
  if (typeof svg === "string") writeText(svg, drawMap(drawn));
  if (typeof html === "string") writeText(html, drawPage(drawn));
}

function writeText(path: string, text: string): void {
  try {
    writeFileSync(fromWhereCalled(path), text);
  } catch (error) {
    throw new CommandRefusal("cannot-write", `${path} cannot be written: ${(error as Error).message}`);
  }
}

function readLanguage({ values }: CommandInput): MapLanguage {
  const language = values["language"] ?? "zh-CN";
  if (typeof language !== "string" || !Object.hasOwn(MAP_LANGUAGES, language)) {
    throw new CommandRefusal("usage", `--language is ${Object.keys(MAP_LANGUAGES).join(" or ")}`);
  }
  return language as MapLanguage;
}

function readWhole({ values }: CommandInput, name: string, fallback: number, most: number): number {
  const given = values[name];
  if (given === undefined) return fallback;
  const number = typeof given === "string" && /^\d+$/u.test(given) ? Number(given) : 0;
  if (number < 1 || number > most) throw new CommandRefusal("usage", `--${name} is a whole number from 1 to ${most}`);
  return number;
}
