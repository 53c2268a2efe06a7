import { createReadStream } from "node:fs";
import { createConnection, type Socket } from "node:net";

/** What a virus scanner says. It is never asked about what to do when it is away: `unavailable` refuses the upload. */
export type ScanResult = "clean" | "infected" | "unavailable";
export type Scanner = (path: string) => Promise<ScanResult>;

/** clamd over TCP or its Unix socket. */
export type ClamdAddress = { readonly host: string; readonly port: number } | { readonly socketPath: string };

/** A scan takes milliseconds; a scanner that is loading its signatures may take some seconds. */
const SCAN_TIMEOUT_MS = 15_000;
const PIECE_BYTES = 64 * 1024;
/** `stream: <signature name> FOUND`: nowhere near this. */
const LONGEST_ANSWER = 1024;

/** The INSTREAM command of clamd(8): pieces with their length before them, a zero length at the end, one answer line. */
export function clamdScanner(address: ClamdAddress, timeoutMs: number = SCAN_TIMEOUT_MS): Scanner {
  return async (path) => {
    const connection = "socketPath" in address ? { path: address.socketPath } : { host: address.host, port: address.port };
    const socket = createConnection(connection);
    const timer = setTimeout(() => socket.destroy(new Error("clamd is too slow")), timeoutMs);
    try {
      const answer = readAnswer(socket);
      const [text] = await Promise.all([answer, sendFile(socket, path)]);
      if (text === "stream: OK") return "clean";
      return text.endsWith(" FOUND") ? "infected" : "unavailable";
    } catch {
      // Refused, cut off, too slow: whatever the cause, nobody has looked at the file.
      return "unavailable";
    } finally {
      clearTimeout(timer);
      socket.destroy();
    }
  };
}

function readAnswer(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    socket.setEncoding("latin1");
    socket.on("data", (piece) => {
      text += String(piece);
      const end = text.indexOf("\0");
      if (end >= 0) resolve(text.slice(0, end));
      else if (text.length > LONGEST_ANSWER) reject(new Error("clamd says too much"));
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("clamd hung up")));
  });
}

async function sendFile(socket: Socket, path: string): Promise<void> {
  await send(socket, Buffer.from("zINSTREAM\0", "latin1"));
  for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES })) {
    const bytes = piece as Buffer;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    await send(socket, Buffer.concat([length, bytes]));
  }
  await send(socket, Buffer.alloc(4));
}

function send(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (fault) => (fault === null || fault === undefined ? resolve() : reject(fault)));
  });
}
