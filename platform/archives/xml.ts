import type { Readable } from "node:stream";
import { SaxesParser } from "saxes";

/** The XML is broken, carries a DOCTYPE (entities, XXE) or is not UTF-8. */
export class XmlRefused extends Error {
  readonly code: "xml-damaged" | "xml-doctype";
  constructor(code: "xml-damaged" | "xml-doctype") {
    super(code);
    this.name = "XmlRefused";
    this.code = code;
  }
}

/** Office files nest about ten deep. */
const DEEPEST = 64;
/** The parser gathers one text, tag or comment in memory: a part that never comes to its next one is no document. */
const LONGEST_TOKEN_BYTES = 4 * 1024 * 1024;

export type XmlHandlers = {
  /** Local name without its prefix, and the attributes as written. */
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
};

/**
 * Parses a stream of XML piece by piece; yields after each piece, so that whoever listens can hand on what it has.
 * @throws XmlRefused
 */
export async function* parseXml(stream: Readable, handlers: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser({ position: false, xmlns: false });
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  let depth = 0;
  let sinceToken = 0;
  parser.on("error", () => {
    throw new XmlRefused("xml-damaged");
  });
  parser.on("doctype", () => {
    throw new XmlRefused("xml-doctype");
  });
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) throw new XmlRefused("xml-damaged");
  });
  parser.on("opentag", (tag) => {
    if (++depth > DEEPEST) throw new XmlRefused("xml-damaged");
    sinceToken = 0;
    handlers.open?.(localName(tag.name), tag.attributes);
  });
  parser.on("closetag", (tag) => {
    depth -= 1;
    sinceToken = 0;
    handlers.close?.(localName(tag.name));
  });
  if (handlers.text !== undefined) {
    parser.on("text", handlers.text);
    parser.on("cdata", handlers.text);
  }
  try {
    for await (const piece of stream) {
      const bytes = piece as Buffer;
      sinceToken += bytes.length;
      if (sinceToken > LONGEST_TOKEN_BYTES) throw new XmlRefused("xml-damaged");
      parser.write(decode(utf8, bytes));
      yield;
    }
    parser.write(decode(utf8));
    parser.close();
    yield;
  } finally {
    stream.destroy();
  }
}

function decode(utf8: TextDecoder, piece?: Buffer): string {
  try {
    return piece === undefined ? utf8.decode() : utf8.decode(piece, { stream: true });
  } catch {
    throw new XmlRefused("xml-damaged");
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
