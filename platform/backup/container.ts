import { createHash } from "node:crypto";
import { open, type FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createZstdCompress, createZstdDecompress } from "node:zlib";
import { fileRefusal } from "./backup-refusal.ts";
import { damaged, FORMAT, newerFormat, parseManifest, type Manifest, type PartPlace } from "./manifest.ts";

// One file, made to be read in twenty years with nothing but `tail`, `dd` and `zstd`:
//
//   GONGZHI-BACKUP 1\n
//   part … part                     each one zstd frame (RFC 8878), one straight after the other
//   manifest                        JSON: where each part lies, its SHA-256, its rows
//   GONGZHI-BACKUP-END 1 <offset of the manifest, 16 digits> <its length, 16 digits> <its SHA-256, hex>\n
//
// Every byte is covered: the parts by the manifest, the manifest by the last line, the first and last line by their form.

const FIRST_LINE = `GONGZHI-BACKUP ${FORMAT}\n`;
const LAST_LINE_LENGTH = 120;
const LAST_LINE = /^GONGZHI-BACKUP-END (\d) (\d{16}) (\d{16}) ([0-9a-f]{64})\n$/;
/** Some 300 bytes a table: room for far more tables than a database has. */
const LONGEST_MANIFEST = 64 * 1024 ** 2;
const CHUNK = 1024 ** 2;
/** Level 3 keeps up with a disk; the checksum inside the frame is for whoever unpacks it by hand. */
const ZSTD = { params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 } };

export type BackupWriter = {
  /** Compresses a stream into the file's next part. */
  writePart(source: AsyncIterable<Buffer>): Promise<PartPlace>;
  /** Writes the manifest and the last line and brings all of it to the disk. */
  finish(manifest: Manifest): Promise<void>;
};

/** Writes a backup's bytes to an open, empty file. */
export async function beginBackup(file: FileHandle): Promise<BackupWriter> {
  let position = 0;
  async function append(bytes: Buffer): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position);
      done += bytesWritten;
      position += bytesWritten;
    }
  }
  await append(Buffer.from(FIRST_LINE));
  return {
    async writePart(source) {
      const offset = position;
      const hash = createHash("sha256");
      let plainLength = 0;
      await pipeline(
        source,
        async function* count(chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            plainLength += chunk.length;
            yield chunk;
          }
        },
        createZstdCompress(ZSTD),
        async (chunks: AsyncIterable<Buffer>) => {
          for await (const chunk of chunks) {
            hash.update(chunk);
            await append(chunk);
          }
        },
      );
      return { offset, length: position - offset, sha256: hash.digest("hex"), plainLength };
    },
    async finish(manifest) {
      const json = Buffer.from(JSON.stringify(manifest));
      const offset = String(position).padStart(16, "0");
      const length = String(json.length).padStart(16, "0");
      await append(json);
      await append(Buffer.from(`GONGZHI-BACKUP-END ${FORMAT} ${offset} ${length} ${sha256(json)}\n`));
      await file.sync();
    },
  };
}

export type OpenBackup = {
  readonly manifest: Manifest;
  /** Reads every byte and compares every hash; `progress` is told the share done, 0 … 1. */
  verify(progress: (share: number) => void): Promise<void>;
  /** A part's bytes, unpacked; the hash and length are checked once more, and fail the stream at its end. */
  readPart(part: PartPlace): AsyncIterable<Buffer>;
  close(): Promise<void>;
};

/** Opens a backup and checks its frame; {@link OpenBackup.verify} checks the rest. */
export async function openBackup(path: string): Promise<OpenBackup> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (error) {
    throw fileRefusal(error, path);
  }
  try {
    const manifest = await readFrame(file);
    return {
      manifest,
      verify: (progress) => verifyParts(file, manifest, progress),
      readPart: (part) => unpackPart(file, part),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw fileRefusal(error, path);
  }
}

async function readFrame(file: FileHandle): Promise<Manifest> {
  const { size } = await file.stat();
  const first = (await readRange(file, 0, Math.min(FIRST_LINE.length, size))).toString("latin1");
  const version = /^GONGZHI-BACKUP (\d)\n$/.exec(first);
  if (version === null) throw damaged("it does not begin as a backup");
  if (Number(version[1]) > FORMAT) throw newerFormat(Number(version[1]));
  const end = size - LAST_LINE_LENGTH;
  if (first !== FIRST_LINE || end < FIRST_LINE.length) throw damaged("it is cut short");
  const last = LAST_LINE.exec((await readRange(file, end, LAST_LINE_LENGTH)).toString("latin1"));
  if (last === null || Number(last[1]) !== FORMAT) throw damaged("its end is missing");
  const offset = Number(last[2]);
  const length = Number(last[3]);
  if (offset + length !== end || length > LONGEST_MANIFEST) throw damaged("its length is not what it says");
  const json = await readRange(file, offset, length);
  if (sha256(json) !== last[4]) throw damaged("its table of contents was changed");
  const manifest = parseManifest(json.toString("utf8"));
  assertTiled(manifest, offset);
  return manifest;
}

/** The parts lie one after the other and leave no byte between: otherwise a byte could change unseen. */
function assertTiled(manifest: Manifest, end: number): void {
  let position = FIRST_LINE.length;
  for (const part of partsOf(manifest)) {
    if (part.offset !== position) throw damaged("its parts do not join");
    position += part.length;
  }
  if (position !== end) throw damaged("its parts do not join");
}

function partsOf(manifest: Manifest): readonly PartPlace[] {
  return [...manifest.tables, manifest.files];
}

async function verifyParts(file: FileHandle, manifest: Manifest, progress: (share: number) => void): Promise<void> {
  const total = manifest.files.offset + manifest.files.length;
  for (const part of partsOf(manifest)) {
    const hash = createHash("sha256");
    for await (const chunk of readChunks(file, part)) hash.update(chunk);
    if (hash.digest("hex") !== part.sha256) throw damaged(`the part at byte ${part.offset} was changed`);
    progress((part.offset + part.length) / total);
  }
}

async function* unpackPart(file: FileHandle, part: PartPlace): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  const stored = Readable.from(readChunks(file, part, (chunk) => hash.update(chunk)));
  const plain = stored.pipe(createZstdDecompress());
  stored.on("error", (error) => plain.destroy(error));
  let length = 0;
  try {
    for await (const chunk of plain as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > part.plainLength) throw damaged(`the part at byte ${part.offset} is longer than it says`);
      yield chunk;
    }
  } finally {
    stored.destroy();
    plain.destroy();
  }
  if (length !== part.plainLength || hash.digest("hex") !== part.sha256) {
    throw damaged(`the part at byte ${part.offset} changed while it was read`);
  }
}

async function* readChunks(
  file: FileHandle,
  part: PartPlace,
  see: (chunk: Buffer) => void = () => undefined,
): AsyncGenerator<Buffer> {
  for (let done = 0; done < part.length;) {
    const chunk = await readRange(file, part.offset + done, Math.min(CHUNK, part.length - done));
    done += chunk.length;
    see(chunk);
    yield chunk;
  }
}

/** Exactly these bytes, or a refusal. */
async function readRange(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  for (let done = 0; done < length;) {
    const { bytesRead } = await file.read(buffer, done, length - done, position + done);
    if (bytesRead === 0) throw damaged("it is cut short");
    done += bytesRead;
  }
  return buffer;
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
