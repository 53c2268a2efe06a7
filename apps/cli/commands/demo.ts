import { countAll, countLoaded, findModels, LOAD_BATCH, loadBatch, markMonths } from "#apps/demo/load-appeals.ts";
import { findLacking, loadTownships } from "#apps/demo/load-townships.ts";
import { withHouse, type CommandHouse } from "#apps/cli/with-house.ts";
import { chooseTenant } from "../choose-tenant.ts";
import { CommandRefusal, type Command, type CommandInput } from "../command.ts";

/** A province's year: what one machine is still asked to hold. */
const MOST = 5_000_000;
const SAY_EVERY = 10_000;
/** Townships of a large province; the most populous has some hundred thousand people. */
const MOST_TENANTS = 5_000;
const MOST_PEOPLE = 200_000;
/** Below it a village has no representatives to meet. */
const LEAST_PEOPLE = 20;
const MOST_MEETINGS = 5_000;
const SAY_TENANTS = 10;
const COUNT_EVERY = 8;

const HELP = `
Makes appeals for measuring: copies of those the demo lived through, each with its case, steps, events, words, answer and judgement, under a number
of its own, moved back by whole weeks, in the names of persons nobody signs in as. Only the demo's own tenants take them: they are made up, stand in no
record, and are not to be told from real ones afterwards. A run that was stopped goes on where it was. The rates are counted by the running server.

  gongzhi demo --appeals 1000000

Makes townships with their villages, people and meetings, by the same actions as real ones: numbers encrypted, rolls frozen, votes counted, results on
the record. Residents and meetings are those of all of them, dealt out evenly. Each township is made whole or not at all, so a run that was stopped
goes on where it was; townships of other sizes stay beside them.

  gongzhi demo --tenants 1000 --residents 1000000 --meetings 10000
  gongzhi demo --tenants 1 --residents 50000 --meetings 300`;

export const command: Command = {
  summary: "Fills the demo with as many appeals or townships as one wants to measure with.",
  usage: "--appeals N [--tenant SLUG] | --tenants N --residents M --meetings K",
  help: HELP,
  options: {
    appeals: { type: "string" },
    tenant: { type: "string" },
    tenants: { type: "string" },
    residents: { type: "string" },
    meetings: { type: "string" },
  },
  run: async (input) =>
    await withHouse({ progress: (line) => input.stderr.write(`${line}\n`) }, async (house) => {
      if (!house.house.demo)
        throw new CommandRefusal("no-demo", "this is no demo: what is made up does not go among what is real");
      return input.values["tenants"] === undefined ? await makeAppeals(input, house) : await makeTownships(input, house);
    }),
};

function howMany(input: CommandInput, option: string, most: number, of = 1): number {
  const wanted = Number(input.values[option]);
  if (Number.isSafeInteger(wanted) && wanted >= of && wanted <= most) return wanted;
  throw new CommandRefusal("how-many", `say how many with --${option} N, from ${of} to ${most}`);
}

async function makeAppeals(input: CommandInput, house: CommandHouse): Promise<number> {
  const wanted = howMany(input, "appeals", MOST);
  const slug = await chooseTenant(input, house);
  const as = async <T>(work: Parameters<typeof house.transact<T>>[2]) => await house.transact(slug, "demo/load-appeals", work);
  const models = await as(findModels);
  if (models.templates.length === 0 || models.owners.length === 0)
    throw new CommandRefusal("nothing-to-copy", `${slug} has no ended appeals to copy: start it once with the demo on`);
  const before = await as(countAll);
  const first = await as(countLoaded);
  const end = first + Math.max(0, wanted - before);
  const began = performance.now();
  for (let at = first; at < end;) {
    // Batches begin where they would have, so that a run that goes on makes what one run makes.
    const size = Math.min(LOAD_BATCH - (at % LOAD_BATCH), end - at);
    await as(async (context) => await loadBatch(context, models, at, size));
    at += size;
    if (at % SAY_EVERY === 0 || at === end) {
      const perSecond = Math.round(((at - first) / (performance.now() - began)) * 1_000);
      input.stderr.write(`${before + at - first} of ${wanted} appeals, ${perSecond} a second\n`);
    }
  }
  await as(markMonths);
  const seconds = (performance.now() - began) / 1_000;
  input.stdout.write(
    `${JSON.stringify({ tenant: slug, made: end - first, appeals: before + end - first, seconds: Math.round(seconds) })}\n`,
  );
  return 0;
}

async function makeTownships(input: CommandInput, house: CommandHouse): Promise<number> {
  const wanted = howMany(input, "tenants", MOST_TENANTS);
  const residents = Math.floor(howMany(input, "residents", MOST_PEOPLE * wanted, LEAST_PEOPLE * wanted) / wanted);
  const meetings = Math.floor(howMany(input, "meetings", MOST_MEETINGS * wanted, 0) / wanted);
  const began = performance.now();
  const lacking = findLacking({ residents, meetings }, wanted, await house.tenants());
  const all = lacking.slugs.length;
  const said = (made: number) => {
    if (made % SAY_TENANTS !== 0 && made !== all) return;
    const perSecond = ((made / (performance.now() - began)) * 1_000).toFixed(2);
    input.stderr.write(`${lacking.made + made} of ${wanted} townships, ${perSecond} a second\n`);
  };
  for (let done = 0; done < all;) {
    // Tables that were empty are counted early: on a guess PostgreSQL joins people with people.
    const end = Math.min(all, Math.max(1, done * COUNT_EVERY));
    const some = { ...lacking, slugs: lacking.slugs.slice(done, end), from: lacking.from + done };
    await loadTownships(house, some, (made) => said(done + made));
    await house.asOwner(async (client) => await client.query("analyze"));
    done = end;
  }
  const seconds = Math.round((performance.now() - began) / 1_000);
  input.stdout.write(`${JSON.stringify({ made: all, tenants: wanted, residents, meetings, seconds })}\n`);
  return 0;
}
