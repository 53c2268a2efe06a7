import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { findClusterProcesses, folderIdentity, isRunning } from "./process-table.ts";
import { startThrowawayPostgres } from "./throwaway.ts";
import { query, readMarks, writeMark } from "./trial/data-folder.ts";

test("databases are made from a template, and nothing is left after stop", async () => {
  const server = await startThrowawayPostgres({ durable: false });
  const template = await server.createDatabase("template_of_tests");
  await writeMark(template, "from the template");
  const one = await server.createDatabase('suite "one"', "template_of_tests");
  const two = await server.createDatabase("suite_two", "template_of_tests");
  await writeMark(one, "of one");
  expect(await readMarks(one)).toEqual(["from the template", "of one"]);
  expect(await readMarks(two)).toEqual(["from the template"]);
  await expect(server.createDatabase("suite_two")).rejects.toThrow(/already exists/);
  await server.stop();
  expect(existsSync(dirname(dirname(server.connection.host)))).toBe(false);
  await expect(query(one, "SELECT 1")).rejects.toThrow(/ENOENT/);
});

test("what a killed test run left is removed by the next", async () => {
  const module = fileURLToPath(new URL("throwaway.ts", import.meta.url));
  const program = `import { startThrowawayPostgres } from ${JSON.stringify(module)};
    const server = await startThrowawayPostgres({ durable: false });
    console.log(server.connection.host);
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  const [told] = (await once(child.stdout, "data")) as [Buffer];
  const folder = dirname(told.toString().trim());
  const abandoned = findClusterProcesses({ folder: folderIdentity(folder), name: "" });
  expect(abandoned.length).toBeGreaterThan(1);
  const ended = once(child, "close");
  child.kill("SIGKILL");
  await ended;
  const server = await startThrowawayPostgres({ durable: false });
  expect(existsSync(dirname(folder))).toBe(false);
  expect(abandoned.filter(isRunning)).toEqual([]);
  await server.stop();
});
