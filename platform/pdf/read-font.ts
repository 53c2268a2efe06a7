import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { unpackWoff } from "./unpack-woff.ts";

/** GB 2312 and Latin in one file of 1.5 MB, as the package has it beside its many small ones (SIL Open Font License 1.1). */
const FILE = "@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff";

let read: Buffer | undefined;

/**
 * The font every PDF embeds the used part of; read once, when the first is written. Unpacked here: fontkit would unpack a table anew for
 * each glyph, 150 ms a character instead of 20 ms for the whole.
 */
export function paperFont(): Buffer {
  read ??= unpackWoff(readFileSync(createRequire(import.meta.url).resolve(FILE)));
  return read;
}
