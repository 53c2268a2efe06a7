import { readFile } from "node:fs/promises";
import { type Refusal, refuse } from "../refusal.ts";

/** Text a browser, an office program or a shell might take for something that runs. */
const ACTIVE =
  /<(?:!doctype|!entity|\?xml|\?php|html|head|body|script|svg|iframe|object|embed|link|meta|img|math|style|form|base)\b|<%|javascript:/i;
/** Browsers that guess look at the first 1,445 bytes at most (WHATWG MIME sniffing §7); PDF readers at 1,024. */
const START_SIGNS = 4096;

/** Plain text or CSV: decodes whole in one of the offices' encodings, holds no control signs, does not begin as something active. */
export async function inspectText(path: string): Promise<Refusal | undefined> {
  const bytes = await readFile(path);
  const text = decode(bytes);
  if (text === undefined) return refuse("invalid", "text-encoding");
  if (/[^\P{Cc}\t\r\n\f]/u.test(text)) return refuse("invalid", "text-control");
  const start = text.slice(0, START_SIGNS);
  if (ACTIVE.test(start) || start.includes("%PDF-")) return refuse("invalid", "file-active");
  // Zip readers look for their directory at the end.
  if (bytes.includes("PK\u0005\u0006", -65_557, "latin1")) return refuse("invalid", "file-mixed");
  return undefined;
}

function decode(bytes: Buffer): string | undefined {
  const encodings = bytes[0] === 0xff && bytes[1] === 0xfe ? ["utf-16le"] : ["utf-8", "gb18030"];
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  return undefined;
}
