import { createReadStream } from "node:fs";
import type { TableSource } from "./table.ts";

/** Encodings in which offices' programs save CSV: UTF-8, Excel's "Unicode text", and GB 18030 (of which GBK and GB 2312 are parts). */
const CANDIDATES = ["utf-8", "gb18030"] as const;
export type TextEncoding = (typeof CANDIDATES)[number] | "utf-16le";

const PIECE_BYTES = 64 * 1024;

/** Reads the whole text once: an encoding is the right one only if no byte contradicts it. Nothing if none fits. */
export async function detectEncoding(source: TableSource): Promise<TextEncoding | undefined> {
  const trial = CANDIDATES.map((encoding) => ({ encoding, decoder: new TextDecoder(encoding, { fatal: true }), fits: true }));
  let first = true;
  for await (const piece of bytesOf(source)) {
    if (first && piece[0] === 0xff && piece[1] === 0xfe) return (await decodesAs(source, "utf-16le")) ? "utf-16le" : undefined;
    first = false;
    for (const each of trial) each.fits &&= decodes(each.decoder, piece);
    if (trial.every((each) => !each.fits)) return undefined;
  }
  return trial.find((each) => each.fits && decodes(each.decoder))?.encoding;
}

/** The text in pieces, its byte order mark dropped. Whoever calls has asked `detectEncoding` before. */
export async function* decodeText(source: TableSource, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of bytesOf(source)) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

async function decodesAs(source: TableSource, encoding: TextEncoding): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const piece of bytesOf(source)) if (!decodes(decoder, piece)) return false;
  return decodes(decoder);
}

function decodes(decoder: TextDecoder, piece?: Uint8Array<ArrayBuffer>): boolean {
  try {
    if (piece === undefined) decoder.decode();
    else decoder.decode(piece, { stream: true });
    return true;
  } catch {
    return false;
  }
}

async function* bytesOf(source: TableSource): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if ("path" in source) {
    for await (const piece of createReadStream(source.path, { highWaterMark: PIECE_BYTES })) yield piece as Buffer<ArrayBuffer>;
    return;
  }
  for (let at = 0; at < source.bytes.length; at += PIECE_BYTES) yield new Uint8Array(source.bytes.subarray(at, at + PIECE_BYTES));
}
