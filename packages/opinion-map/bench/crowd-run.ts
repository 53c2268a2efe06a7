import { mapOpinions, updateMap, addVotes, type Vote, voteTable } from "../src/index.ts";
import { createRandom } from "../src/random.ts";
import { cpuSeconds } from "./measure.ts";

/**
 * Maps a made-up crowd in a process of its own and tells the time and the most memory it ever held:
 * node crowd-run.ts PEOPLE STATEMENTS ANSWERED. Votes come one by one, as from a database: no list of them is kept.
 */
const [people = 0, statements = 0, answered = 0] = process.argv.slice(2).map(Number);

function* crowd(): Generator<Vote> {
  const random = createRandom(1);
  for (let person = 0; person < people; person += 1) {
    const participant = `p${person}`;
    const side = person % 3;
    for (let statement = 0; statement < statements; statement += 1) {
      if (random() >= answered) continue;
      const lot = random();
      const own = (statement + side) % 3 === 0 ? 1 : -1;
      yield { participant, statement: `s${statement}`, vote: lot < 0.75 ? own : lot < 0.9 ? 0 : own === 1 ? -1 : 1 };
    }
  }
}

let table = voteTable([]);
const read = cpuSeconds(() => (table = voteTable(crowd())));
let map = mapOpinions(voteTable([{ participant: "p", statement: "s", vote: 1 }]));
const mapped = cpuSeconds(() => (map = mapOpinions(table)));
const updated = cpuSeconds(() => updateMap(map, addVotes(table, [{ participant: "p1", statement: "s1", vote: 1 }])));
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(
  JSON.stringify({ answers: table.answers.length, groups: map.groups.length, read, mapped, updated, megabytes }),
);
