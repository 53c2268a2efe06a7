import { countAll, countLoaded, findModels, LOAD_BATCH, loadBatch, markMonths } from "#apps/demo/load-appeals.ts";
import { withHouse } from "#apps/cli/with-house.ts";
import { chooseTenant } from "../choose-tenant.ts";
import { CommandRefusal, type Command } from "../command.ts";

/** A province's year: what one machine is still asked to hold. */
const MOST = 5_000_000;
const SAY_EVERY = 10_000;

const HELP = `
Makes appeals for measuring: copies of those the demo lived through, each with its case, steps, events, words, answer and judgement, under a number
of its own, moved back by whole weeks, in the names of persons nobody signs in as. Only the demo's own tenants take them: they are made up, stand in no
record, and are not to be told from real ones afterwards. A run that was stopped goes on where it was. The rates are counted by the running server.

  gongzhi demo --appeals 1000000`;

export const command: Command = {
  summary: "Fills the demo with as many appeals as one wants to measure with.",
  usage: "--appeals N [--tenant SLUG]",
  help: HELP,
  options: { appeals: { type: "string" }, tenant: { type: "string" } },
  run: async (input) => {
    const wanted = Number(input.values["appeals"]);
    if (!Number.isSafeInteger(wanted) || wanted < 1 || wanted > MOST)
      throw new CommandRefusal("how-many", `say how many with --appeals N, from 1 to ${MOST}`);
    return await withHouse({ progress: (line) => input.stderr.write(`${line}\n`) }, async (house) => {
      if (!house.house.demo) throw new CommandRefusal("no-demo", "this is no demo: made-up appeals do not go among real ones");
      const slug = await chooseTenant(input, house);
      const as = async <T>(work: Parameters<typeof house.transact<T>>[2]) =>
        await house.transact(slug, "demo/load-appeals", work);
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
    });
  },
};
