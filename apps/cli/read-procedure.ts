import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { decodeXml, isRefusal, parseProcedure, type Procedure } from "@gongzhi/procedure";
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
    const text = decodeXml(await readFile(file));
    if (isRefusal(text)) throw new CommandRefusal(text.code, `${file}: ${text.message} ${text.remedy}`);
    return text;
  } catch (error) {
    if (error instanceof CommandRefusal) throw error;
    throw new CommandRefusal("file-unreadable", `${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
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
