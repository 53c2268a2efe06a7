import { buffer } from "node:stream/consumers";
import Pdf from "pdfkit";
import { create } from "qrcode";
import { paperFont } from "./read-font.ts";

export const PAPER_SIZES = ["A4", "A3"] as const;

/** An official paper as it hangs on a board: what it says, and where whoever scans it is led. */
export type Paper = {
  readonly size: (typeof PAPER_SIZES)[number];
  /** Whose paper it is. */
  readonly issuer: string;
  readonly title: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** The first row of a table names its columns. */
  readonly sections: readonly {
    readonly heading: string;
    readonly text: string;
    readonly table: readonly (readonly string[])[];
  }[];
  readonly signed: readonly string[];
  readonly notes: readonly string[];
  /** Absolute; printed as a QR code. */
  readonly link: string;
};

type Document = InstanceType<typeof Pdf>;

/** Points; an A3 sheet is read from twice as far. */
const BASE: Readonly<Record<Paper["size"], number>> = { A4: 12, A3: 17 };
const MARGIN = 51;
const CINNABAR = "#9e2a22";
const INK = "#1a1a1a";
const RULE = "#b8b0a4";
/** 45 mm: scanned from arm's length. The margin beside it is wider than the quiet ISO/IEC 18004 asks for. */
const QR_POINTS = 128;
/** Between lines, in lines. */
const LINE_GAP = 0.5;

/** A PDF of one or more sheets with the used part of a Chinese font in it: the same on every printer. */
export async function writePaper(paper: Paper): Promise<Buffer> {
  const base = BASE[paper.size];
  const document = new Pdf({
    size: paper.size,
    margin: MARGIN,
    font: paperFont() as unknown as string,
    lang: "zh-CN",
    displayTitle: true,
    info: { Title: paper.title, Author: paper.issuer },
  });
  const bytes = buffer(document);
  document.fillColor(INK);
  drawHead(document, paper, base);
  for (const { name, value } of paper.facts) document.fontSize(base).text(`${name}：${value}`, { lineGap: base * LINE_GAP });
  for (const section of paper.sections) drawSection(document, section, base);
  drawFoot(document, paper, base);
  document.end();
  return await bytes;
}

function drawHead(document: Document, { issuer, title }: Paper, base: number): void {
  document
    .fillColor(CINNABAR)
    .fontSize(base * 2)
    .text(issuer, { align: "center" });
  const at = document.y + base / 2;
  document
    .moveTo(MARGIN, at)
    .lineTo(document.page.width - MARGIN, at)
    .lineWidth(2)
    .stroke(CINNABAR);
  document
    .fillColor(INK)
    .moveDown(1)
    .fontSize(base * 1.7)
    .text(title, { align: "center" });
  document.moveDown(1);
}

function drawSection(document: Document, { heading, text, table }: Paper["sections"][number], base: number): void {
  document
    .moveDown(0.8)
    .fontSize(base * 1.25)
    .text(heading);
  document.moveDown(0.3).fontSize(base);
  for (const line of text.split("\n").filter((one) => one.trim() !== ""))
    document.text(line, { indent: base * 2, lineGap: base * LINE_GAP });
  if (table.length === 0) return;
  document.moveDown(0.4);
  document.table({
    data: table.map((row) => [...row]),
    defaultStyle: { border: { top: 0.5, bottom: 0.5, left: 0, right: 0 }, borderColor: RULE, padding: base / 3 },
  });
  document.x = MARGIN;
}

/** Signature, notes and code stay together on one sheet. */
function drawFoot(document: Document, { signed, notes, link }: Paper, base: number): void {
  const height = QR_POINTS + base * 2 * (signed.length + 2);
  if (document.y + height > document.page.height - MARGIN) document.addPage();
  document.moveDown(1.5).fontSize(base);
  for (const line of signed) document.text(line, MARGIN, document.y, { align: "right", lineGap: base * LINE_GAP });
  const top = document.y + base;
  drawCode(document, link, MARGIN, top);
  const left = MARGIN + QR_POINTS + base;
  document.fontSize(base * 0.9);
  document.text(notes.join("\n"), left, top, { width: document.page.width - MARGIN - left, lineGap: base / 4 });
}

function drawCode(document: Document, link: string, left: number, top: number): void {
  const { modules } = create(link, { errorCorrectionLevel: "M" });
  const side = QR_POINTS / modules.size;
  document.save().fillColor("#000000");
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column) !== 0) document.rect(left + column * side, top + row * side, side, side);
  document.fill().restore();
}
