import { parseArgs } from "node:util";
import { CommandRefusal, type Command } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { isSystemFault, withRemedy } from "./remedies.ts";

// A reader that has enough (`| head`) closes the pipe: that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const found = findCommand(argv);
  if (found === undefined) return printOverview(argv);
  const { command } = await found.load();
  try {
    const { values, positionals } = parseArgs({
      args: [...found.rest],
      options: { ...command.options, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
    });
    if (values["help"] === true) return printHelp(found.words, command);
    return await command.run({ positionals, values, stdout: process.stdout, stderr: process.stderr });
  } catch (error) {
    return printFailure(found.words, error);
  }
}

/** The longest run of leading words that names a command: `budget count FILE` is `budget count`. */
function findCommand(argv: readonly string[]) {
  for (let length = Math.min(3, argv.length); length > 0; length -= 1) {
    const words = argv.slice(0, length).join(" ");
    const load = Object.hasOwn(COMMANDS, words) ? COMMANDS[words] : undefined;
    if (load !== undefined) return { words, load, rest: argv.slice(length) };
  }
  return undefined;
}

async function printOverview(argv: readonly string[]): Promise<number> {
  const asked = argv.filter((word) => !word.startsWith("-")).join(" ");
  const names = Object.keys(COMMANDS).filter((name) => asked === "" || name.startsWith(asked));
  const known = names.length > 0;
  const out =
    known && (asked === "" || argv.some((word) => word === "--help" || word === "-h")) ? process.stdout : process.stderr;
  if (!known) out.write(`gongzhi: no command «${asked}»\n`);
  out.write("gongzhi COMMAND --help tells what a command takes.\n\n");
  for (const name of known ? names : Object.keys(COMMANDS)) {
    const { command } = await COMMANDS[name]!();
    out.write(`  ${name.padEnd(22)} ${command.summary}\n`);
  }
  return out === process.stdout ? 0 : 2;
}

function printHelp(words: string, command: Command): number {
  process.stdout.write(`gongzhi ${words} ${command.usage}\n${command.summary}\n`);
  if (command.help !== undefined) process.stdout.write(`\n${command.help.trim()}\n`);
  return 0;
}

function printFailure(words: string, error: unknown): number {
  if (error instanceof CommandRefusal) {
    process.stderr.write(`gongzhi ${words}: ${withRemedy(error.code, error.message)} [${error.code}]\n`);
    return 2;
  }
  if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")) {
    process.stderr.write(`gongzhi ${words}: ${error.message} (see gongzhi ${words} --help)\n`);
    return 2;
  }
  if (isSystemFault(error)) {
    process.stderr.write(`gongzhi ${words}: ${error.message} [${String(error.code)}]\n`);
    return 2;
  }
  const told = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const trace = process.env["GONGZHI_TRACE"] === "1" && error instanceof Error ? `\n${error.stack ?? ""}` : "";
  process.stderr.write(
    `gongzhi ${words}: this is a fault of the program, not of the input; please report it: ${told} [bug] (GONGZHI_TRACE=1 tells where)${trace}\n`,
  );
  return 70;
}
