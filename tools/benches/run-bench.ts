import { pathToFileURL } from "node:url";

export type BenchLine = Readonly<Record<string, unknown>>;

/** What a benchmark's file exports: it emits one line a comparison, as it has it. */
type BenchModule = { readonly bench?: (emit: (line: BenchLine) => void) => Promise<void> };

/**
 * Runs one benchmark; every line gets its name. A benchmark that throws, or ends without a line, has measured nothing and gives a
 * line that says so; resolves to whether it went well.
 */
export async function runBench(name: string, file: string, write: (line: BenchLine) => void): Promise<boolean> {
  let lines = 0;
  try {
    const { bench } = (await import(pathToFileURL(file).href)) as BenchModule;
    if (typeof bench !== "function") throw new Error(`${file} exports no function bench`);
    await bench((line) => {
      lines += 1;
      write({ bench: name, ...line });
    });
    if (lines === 0) throw new Error("it ended without a line");
    return true;
  } catch (error) {
    write({ bench: name, failed: error instanceof Error ? error.message : String(error) });
    return false;
  }
}
