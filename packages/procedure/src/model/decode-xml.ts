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
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, DECLARATION_BYTES));
  // XML 1.0, appendix F: by the mark, or by how the first signs of a declaration lie.
  if (head.startsWith("\u00ff\u00fe") || head.startsWith("<\u0000?\u0000")) return "utf-16le";
  if (head.startsWith("\u00fe\u00ff") || head.startsWith("\u0000<\u0000?")) return "utf-16be";
  return /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*\sencoding=["']([A-Za-z0-9._-]+)["']/u.exec(head)?.[1] ?? "utf-8";
}
