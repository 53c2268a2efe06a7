import { crc32, deflateRawSync } from "node:zlib";

/** Zip files as no honest program writes them, for tests of what reads them. */
export type CraftedEntry = {
  readonly name: string;
  readonly data: Buffer | string;
  /** Unix file type and mode: 0o120777 is a symbolic link. */
  readonly mode?: number;
  readonly stored?: boolean;
  /** What the directory says instead of the truth. */
  readonly claimedSize?: number;
  readonly claimedCrc?: number;
  readonly encrypted?: boolean;
};

export type CraftedShape = {
  readonly before?: Buffer;
  readonly comment?: string;
  /** All entries share the first one's bytes (Fifield's quine-like bomb, in small). */
  readonly overlap?: boolean;
};

export function craftZip(entries: readonly CraftedEntry[], shape: CraftedShape = {}): Buffer {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  const before = shape.before ?? Buffer.alloc(0);
  let at = before.length;
  for (const [index, entry] of entries.entries()) {
    const data = Buffer.from(entry.data as string);
    const packed = entry.stored === true ? data : deflateRawSync(data);
    const name = Buffer.from(entry.name);
    // Version 2.0, UTF-8 names, then method, time, date, checksum and sizes (APPNOTE 4.3.7).
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800 | (entry.encrypted === true ? 1 : 0), 2);
    fields.writeUInt16LE(entry.stored === true ? 0 : 8, 4);
    fields.writeUInt16LE(0x21, 8);
    fields.writeUInt32LE(entry.claimedCrc ?? crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(entry.claimedSize ?? data.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const outer = Buffer.alloc(14);
    outer.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
    outer.writeUInt32LE(shape.overlap === true ? before.length : at, 10);
    directory.push(Buffer.from("504b01021403", "hex"), fields, outer, name);
    if (shape.overlap === true && index > 0) continue;
    body.push(Buffer.from("504b0304", "hex"), fields, name, packed);
    at += 30 + name.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const comment = Buffer.from(shape.comment ?? "");
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([before, ...body, central, end, comment]);
}
