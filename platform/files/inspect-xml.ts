import { readFile } from "node:fs/promises";
import { type Refusal, refuse } from "../refusal.ts";

/** What a reader might fetch or expand, and roots a browser would show. */
const ACTIVE = /<!doctype|<!entity|<\?xml-stylesheet|<(?:[\w.-]+:)?(?:script|html|svg)\b/i;
/** Declaration, comments and instructions may stand before the root. */
const BEGINS_AS_XML = /^\s*<[?!A-Za-z_]/;

/**
 * XML that draws something: no document type, style sheet, script or page. What it says is judged by whoever reads it; here every
 * byte of an encoding of one byte a sign counts as itself, since all that is looked for is ASCII.
 */
export async function inspectXml(path: string): Promise<Refusal | undefined> {
  const bytes = await readFile(path);
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes).replace(/^(?:\ufeff|ï»¿)/, "");
  if (ACTIVE.test(text)) return refuse("invalid", "file-active");
  if (!BEGINS_AS_XML.test(text)) return refuse("invalid", "file-extension", { facts: { extension: "bpmn" } });
  if (bytes.includes("PK\u0005\u0006", -65_557, "latin1")) return refuse("invalid", "file-mixed");
  return text.includes("\u0000") ? refuse("invalid", "text-control") : undefined;
}

function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "latin1";
}
