import { CAPABILITIES } from "#apps/capabilities.ts";
import { buildRegistry, permissionTable } from "#platform/registry/registry.ts";
import type { Command } from "../command.ts";

export const command: Command = {
  summary: "Prints who may do and read what, as a table.",
  usage: "[--json]",
  help: "From the same declarations the server runs by; needs no database.",
  options: { json: { type: "boolean" } },
  run: ({ values, stdout }) => {
    const table = permissionTable(buildRegistry(CAPABILITIES));
    if (values["json"] === true) stdout.write(`${JSON.stringify(table, undefined, 2)}\n`);
    else {
      stdout.write("| action or query | kind | who |\n|---|---|---|\n");
      for (const row of table) stdout.write(`| ${row.name} | ${row.kind} | ${row.who} |\n`);
    }
    return 0;
  },
};
