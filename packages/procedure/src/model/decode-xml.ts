import { refuse, type Refusal } from "../refusal.ts";

/** How far into a file its XML declaration may reach. */
const DECLARATION_BYTES = 200;

/**
 * The text of a file's bytes, in the encoding that a byte order mark or an XML declaration names, else UTF-8. Bytes that are no text of
 * their own encoding are refused: a name read wrongly is a wrong name.
 */
export function decodeXml(bytes: Uint8Array): string | Refusal {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return refuse("text-undecodable", `The file is no text in ${encoding}.`);
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, DECLARATION_BYTES));
  return /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*\sencoding=["']([A-Za-z0-9._-]+)["']/u.exec(head)?.[1] ?? "utf-8";
}
