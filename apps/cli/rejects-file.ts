import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { stringify } from "csv-stringify/sync";
import { guardFormula } from "#platform/spreadsheets/formula-guard.ts";

export type RejectedLine = {
  readonly line: number;
  readonly field: string;
  readonly reason: string;
  readonly values: Readonly<Record<string, string>>;
};

/** Rows that did not come in, with line and reason, written beside the file as they come; `off` writes nothing. */
export function rejectsFile(path: string, headings: readonly string[], off: boolean) {
  let out: ReturnType<typeof createWriteStream> | undefined;
  const write = (reject: RejectedLine) => {
    if (off) return;
    out ??= openRejects(path, headings);
    out.write(
      stringify([
        [reject.line, reject.field, reject.reason, ...headings.map((heading) => guardFormula(reject.values[heading] ?? ""))],
      ]),
    );
  };
  return {
    write,
    path: () => (out === undefined ? null : path),
    end: async () => {
      if (out === undefined) return;
      out.end();
      await finished(out);
    },
  };
}

function openRejects(path: string, headings: readonly string[]) {
  const out = createWriteStream(path);
  // A byte order mark, so that spreadsheet programs read the Chinese.
  out.write(`\uFEFF${stringify([["line", "field", "reason", ...headings]])}`);
  return out;
}
