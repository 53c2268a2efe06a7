import { parseXml, XmlRefused } from "../archives/xml.ts";
import { openZip, type Zip, ZIP_LIMITS } from "../archives/zip.ts";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { eicarWatch } from "./eicar.ts";

/** The part a document begins with, by kind (ECMA-376 part 1 §11.3.10, §12.3.23). Those of files with macros have other names. */
const MAIN_TYPES = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
} as const;

/** A register of 200,000 rows unpacks to about 100 MB. */
const UPLOAD_ZIP_LIMITS = { ...ZIP_LIMITS, unpackedBytes: 200 * 1024 * 1024 };

/** Parts documents are made of. Embedded objects, ActiveX, macros, other archives and SVG are not among them. */
const PLAIN_PART = /\.(?:xml|rels|vml|png|jpe?g|gif|bmp|tiff?|emf|wmf|odttf|fntdata)$/i;
const PRINTER_SETTINGS = /^(?:xl|word)\/printerSettings\/[^/]+\.bin$/i;
const ACTIVE_PART = /vbaProject|vbaData|macrosheets|dialogsheets|activeX|embeddings|ctrlProps|customUI|attachedToolbars/i;

/** Parts whose words matter, not only their beginning: relations, content types, and text that may hold fields that run programs. */
const READ_WHOLE = /(?:\.rels|^\[Content_Types\]\.xml|^word\/[^/]+\.xml|^xl\/externalLinks\/[^/]+\.xml)$/i;

/** Beginnings of files that have no business inside a document (archives, programs, old Office, PDF). */
const FOREIGN = ["504b0304", "52617221", "377abcaf271c", "4d5a", "7f454c46", "d0cf11e0a1b11ae1", "255044462d"].map((hex) =>
  Buffer.from(hex, "hex"),
);

/**
 * Judges a DOCX or XLSX: the zip itself, every part by name and first bytes, every XML part up to its first element (where a DOCTYPE
 * must stand), relations and fields in full. Every part is unpacked once, so that sizes and checksums are true.
 */
export async function inspectOffice(path: string, kind: "docx" | "xlsx"): Promise<Refusal | undefined> {
  const zip = await openZip({ path }, UPLOAD_ZIP_LIMITS);
  if (isRefusal(zip)) return zip;
  try {
    if (!zip.has("[Content_Types].xml")) return refuse("invalid", "file-extension", { facts: { extension: kind } });
    for (const { name } of zip.entries) {
      const refusal = name.endsWith("/") ? undefined : ((await judgePart(zip, name)) ?? (await readPart(zip, name, kind)));
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  } catch (fault) {
    if (fault instanceof XmlRefused)
      return refuse("invalid", fault.code === "xml-doctype" ? "archive-doctype" : "archive-damaged");
    if (fault instanceof Error && !("syscall" in fault)) return refuse("invalid", "archive-damaged");
    throw fault;
  } finally {
    zip.close();
  }
}

async function judgePart(zip: Zip, name: string): Promise<Refusal | undefined> {
  if (ACTIVE_PART.test(name)) return refuse("invalid", "document-active");
  if (!PLAIN_PART.test(name) && !PRINTER_SETTINGS.test(name)) return refuse("invalid", "document-part");
  const infected = eicarWatch();
  let first = true;
  for await (const piece of await zip.read(name)) {
    const bytes = piece as Buffer;
    if (first && FOREIGN.some((start) => bytes.subarray(0, start.length).equals(start)))
      return refuse("invalid", "archive-nested");
    if (infected(bytes)) return refuse("invalid", "file-infected");
    first = false;
  }
  return undefined;
}

async function readPart(zip: Zip, name: string, kind: "docx" | "xlsx"): Promise<Refusal | undefined> {
  if (!/\.(?:xml|rels|vml)$/i.test(name)) return undefined;
  const seen = { mainType: false, activeType: false, outside: false, fields: "", opened: false };
  let inField = false;
  const parsing = parseXml(await zip.read(name), {
    open: (element, attributes) => {
      seen.opened = true;
      if (element === "Override" || element === "Default") noteContentType(seen, attributes["ContentType"] ?? "", kind);
      if (element === "Relationship" && attributes["TargetMode"]?.toLowerCase() === "external") {
        seen.outside ||= !/\/(?:hyperlink|externalLinkPath)$/.test(attributes["Type"] ?? "");
      }
      if (element === "ddeLink" || element === "oleLink") seen.outside = true;
      if (element === "fldSimple") seen.fields += ` ${attributes["w:instr"] ?? ""}`;
      inField = element === "instrText";
    },
    text: (text) => {
      if (inField) seen.fields += text;
    },
  });
  for await (const _ of parsing) if (seen.opened && !READ_WHOLE.test(name)) break;
  if (name === "[Content_Types].xml" && seen.activeType) return refuse("invalid", "document-active");
  if (name === "[Content_Types].xml" && !seen.mainType)
    return refuse("invalid", "file-extension", { facts: { extension: kind } });
  if (seen.outside) return refuse("invalid", "document-outside");
  // A field's words may be spread over runs.
  return /DDE(?:AUTO)?/i.test(seen.fields.replaceAll(/\s/g, "")) ? refuse("invalid", "document-active") : undefined;
}

function noteContentType(seen: { mainType: boolean; activeType: boolean }, type: string, kind: "docx" | "xlsx"): void {
  if (type === MAIN_TYPES[kind]) seen.mainType = true;
  if (/macroEnabled|vbaProject|activeX|oleObject|svg|html/i.test(type)) seen.activeType = true;
}
