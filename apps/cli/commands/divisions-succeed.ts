import { withHouse } from "#apps/cli/with-house.ts";
import { findPathToMove, followInTenant, GRID_NAME_CONSTRAINT, succeedDivision } from "#capabilities/divisions/index.ts";
import { pgConstraint } from "#platform/db/database.ts";
import { movePaths } from "#platform/db/move-paths.ts";
import { CommandRefusal, type Command } from "../command.ts";
import { readDay } from "./import-divisions.ts";

const HELP = `
OLD holds until the day before --from, NEW from that day on.
Where nobody knows NEW yet it is the same place under a new number: it keeps its path, and with it every record, right and grid; whatever lies
below OLD is renumbered with it. Where NEW is in force already OLD has gone into it: then nothing may lie below OLD any more, so let its
villages go their own way first. OLD becomes a part of NEW, and every record and right in it goes along: who had OLD has the same rows and
no others, who has NEW has them too. Rows of a tenant that has OLD and not NEW stay where they are (\`stays\`). Tenants that answer for OLD answer for NEW. Said again, or taken up after it was killed, it does what is left.
Exit code 0: done; 1: it cannot be, and why; 2: refused.

  gongzhi divisions succeed 990101101 990101115 --from 2026-11-01 --name 清河街道`;

const FAULTS = {
  "same-code": "a code does not succeed itself",
  "other-level": "both codes must have the same number of digits",
  "not-in-force": "is not in force: whatever has ended or is not there has no successor",
  "began-later": "began on that day or later",
  "not-yet": "would begin on a day to come: say it on that day",
  "still-has-below": "has divisions below it that are in force: let each of them go its own way first",
  "successor-ended": "has ended: a code is not given out again",
  "code-taken-below": "would be the number of something that lies below, and it is taken",
} as const;

export const command: Command = {
  summary: "Says which code takes another's place from a day on (renumbered, merged).",
  usage: "OLD NEW --from YYYY-MM-DD [--name NAME]",
  help: HELP,
  options: { from: { type: "string" }, name: { type: "string" } },
  run: async (input) => {
    const [from = "", to = "", ...more] = input.positionals;
    if (more.length > 0 || ![from, to].every((code) => /^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(code)))
      throw new CommandRefusal("no-codes", "name two official codes: OLD NEW");
    const day = readDay(input.values["from"], "--from");
    const { name } = input.values;
    if (name !== undefined && (typeof name !== "string" || name.trim() === "" || name.length > 60))
      throw new CommandRefusal("no-name", "--name takes 1 to 60 characters");
    return await withHouse({ progress: (line) => input.stderr.write(`${line}\n`) }, async (house) => {
      const scope = { areas: [], purpose: "divisions/succeed" };
      const done = await house.database.transact(
        scope,
        async (tx) => await succeedDivision(tx, { from, to, day, name: name?.trim() }),
      );
      if ("fault" in done) {
        input.stderr.write(`${done.codes.join(", ")}: ${FAULTS[done.fault]} [${done.fault}]\n`);
        return 1;
      }
      const tenants: Record<string, unknown> = {};
      for (const { slug } of await house.tenants())
        tenants[slug] = await house
          .transact(slug, scope.purpose, async ({ tx }) => await followInTenant(tx, done.moved, day))
          .catch(refuseEqualGrids);
      const { move, stays } = await house.database.transact(scope, async (tx) => await findPathToMove(tx, { from, to }));
      const rows = move === undefined ? 0 : await house.asOwner(async (client) => await movePaths(client, move));
      input.stdout.write(
        `${JSON.stringify({ from, to, day, already: done.already, moved: done.moved, tenants, rows, stays })}\n`,
      );
      return 0;
    });
  },
};

function refuseEqualGrids(error: unknown): never {
  if (pgConstraint(error) !== GRID_NAME_CONSTRAINT) throw error;
  throw new CommandRefusal("equal-grids", "two grids would have one name in one village: rename one of them, and say it again");
}
