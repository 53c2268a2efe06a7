import type { ParseArgsOptionsConfig } from "node:util";

/** Values as `node:util` parseArgs gives them: by option name. */
export type OptionValues = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

export type CommandInput = {
  readonly positionals: readonly string[];
  readonly values: OptionValues;
  /** Results only: other programs read it. */
  readonly stdout: { write(text: string): unknown };
  /** Progress and refusals: people read it. */
  readonly stderr: { write(text: string): unknown };
};

/** One command of `gongzhi`. A command without a database must not import one. */
export type Command = {
  /** One line, shown in `gongzhi --help`. */
  readonly summary: string;
  /** What follows the command's words: `FILE.pb --rule R [--explain]`. */
  readonly usage: string;
  /** Further help: formats, exit codes, an example. */
  readonly help?: string;
  readonly options: ParseArgsOptionsConfig;
  /** Returns the exit code: 0 done; 1 a verdict of no; 2 refused input. */
  readonly run: (input: CommandInput) => number | Promise<number>;
};

/** An expected no: printed as one line on stderr (exit code 2), never with a stack. */
export class CommandRefusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
