import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const WORTH_PACKING = /\.(?:js|css|svg|json|wasm|woff|ttf)$/;
/** Below this a packed file saves no packet. */
const SMALLEST_BYTES = 1024;
/** Quality 9 packs within 3 % of 11 in a tenth of the time: the build must stay under a minute on two cores. */
const BROTLI_QUALITY = 9;

/** Writes `.br` and `.gz` beside each asset, so that no request ever waits for packing. */
export function precompress(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!WORTH_PACKING.test(name)) continue;
    const bytes = readFileSync(join(folder, name));
    if (bytes.length < SMALLEST_BYTES) continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params }));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}
