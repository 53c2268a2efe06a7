import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isRefusal, parseProcedure, type Procedure } from "@gongzhi/procedure";
import { CommandRefusal } from "./command.ts";

/** Bytes of a model or of an events file: four bytes for each character that the package reads. */
const FILE_BYTES_MAX = 8 * 1024 * 1024;

/** Reads a text file within the limit, in the encoding that an XML declaration or byte order mark names, else UTF-8. */
export async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > FILE_BYTES_MAX) {
      throw new CommandRefusal("file-too-large", `${file} has ${size} bytes; at most ${FILE_BYTES_MAX} are read`);
    }
    return decode(file, await readFile(file));
  } catch (error) {
    if (error instanceof CommandRefusal) throw error;
    throw new CommandRefusal("file-unreadable", `${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Bytes that are no text of their own encoding are a fault of the file's contents: it is told like any other of them. */
function decode(file: string, bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new CommandRefusal("text-undecodable", `${file} is no text in ${encoding}`);
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
  return /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*\sencoding=["']([A-Za-z0-9._-]+)["']/u.exec(head)?.[1] ?? "utf-8";
}

/** Parses a BPMN file; called processes are looked for in the file, then beside it as `<process id>.bpmn`. */
export async function readProcedure(file: string): Promise<Procedure> {
  const resolve = async (called: string) => {
    if (!/^[\p{L}\p{N}_-][\p{L}\p{N}._-]{0,99}$/u.test(called)) return undefined;
    return readText(join(dirname(file), `${called}.bpmn`)).catch(() => undefined);
  };
  const procedure = await parseProcedure(await readText(file), { resolve });
  if (isRefusal(procedure)) throw new CommandRefusal(procedure.code, `${file}: ${procedure.message} ${procedure.remedy}`);
  return procedure;
}
