import { StartRefusal } from "#platform/postgres/start-refusal.ts";
import type { Config } from "./config.ts";

/** Why the server may not listen where it was told to, in one line. */
export function listenRefusal(error: unknown, { port, host }: Config): Error {
  const code = error instanceof Error && "code" in error ? error.code : "";
  switch (code) {
    case "EADDRINUSE":
      return new StartRefusal(
        "port-busy",
        `Port ${port} on ${host} is in use: stop what listens there, or start with another, PORT=${port + 1} npm start.`,
      );
    case "EACCES":
      return new StartRefusal("port-forbidden", `This user may not listen on port ${port}: choose one above 1023 with PORT.`);
    case "ENOTFOUND":
    case "EADDRNOTAVAIL":
      return new StartRefusal("bad-setting", `HOST=${host} is no address of this machine.`);
    default:
      return error instanceof Error ? error : new Error(String(error));
  }
}
