import { once } from "node:events";
import { Readable, type Duplex } from "node:stream";
import type { ClientBase, Connection, Submittable } from "pg";

// COPY over node-postgres, which knows the messages (PostgreSQL manual, "Message Flow: COPY Operations") but offers no
// stream. A query object with these handlers is how its own Query and Cursor are made.

/** Rows come one message each; a block of them is worth a turn of the event loop. */
const BLOCK = 256 * 1024;

type CopyConnection = Connection & {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
};

type CopyQuery = Submittable & {
  handleRowDescription(): void;
  handleDataRow(): void;
  handlePortalSuspended(): void;
  handleEmptyQuery(): void;
  handleCopyInResponse(connection: Connection): void;
  handleCopyData(message: { readonly chunk: Buffer }): void;
  handleCommandComplete(message: { readonly text: string }): void;
  handleReadyForQuery(): void;
  handleError(error: Error): void;
};

const IGNORED = {
  handleRowDescription: () => undefined,
  handleDataRow: () => undefined,
  handlePortalSuspended: () => undefined,
  handleEmptyQuery: () => undefined,
};

/** Runs `COPY … TO STDOUT`. `rows` is known when the data have been read to their end. */
export function copyOut(client: ClientBase, statement: string): { readonly data: Readable; readonly rows: () => number } {
  let connection: Connection | undefined;
  let rows = -1;
  let block = Buffer.allocUnsafe(BLOCK);
  let used = 0;
  const data = new Readable({ highWaterMark: 4 * BLOCK, read: () => connection?.stream.resume() });

  function push(bytes: Buffer): void {
    // The socket waits while the reader is behind: memory stays bounded.
    if (!data.push(bytes)) connection?.stream.pause();
  }
  function flush(): void {
    if (used > 0) push(block.subarray(0, used));
    block = Buffer.allocUnsafe(BLOCK);
    used = 0;
  }
  const query: CopyQuery = {
    ...IGNORED,
    submit(on) {
      connection = on;
      on.query(statement);
    },
    handleCopyInResponse: (on) => (on as CopyConnection).sendCopyFail("COPY … TO STDOUT was expected"),
    handleCopyData({ chunk }) {
      // Copied at once: the parser uses its buffer again.
      if (used + chunk.length > BLOCK) flush();
      if (chunk.length > BLOCK) return push(Buffer.from(chunk));
      chunk.copy(block, used);
      used += chunk.length;
    },
    handleCommandComplete({ text }) {
      rows = rowsOf(text);
    },
    handleReadyForQuery() {
      flush();
      data.push(null);
    },
    handleError(error) {
      connection?.stream.resume();
      data.destroy(error);
    },
  };
  client.query(query);
  return { data, rows: () => rows };
}

/** Runs `COPY … FROM STDIN` with these bytes; resolves to the rows stored. An error of the source ends the COPY and is thrown. */
export function copyIn(client: ClientBase, statement: string, source: AsyncIterable<Buffer>): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = -1;
    let failed: unknown;
    const query: CopyQuery = {
      ...IGNORED,
      submit: (on) => on.query(statement),
      handleCopyInResponse(on) {
        const connection = on as CopyConnection;
        send(connection, source, () => failed !== undefined).then(
          () => connection.endCopyFrom(),
          (error: unknown) => {
            failed ??= error;
            connection.sendCopyFail("the source failed");
          },
        );
      },
      handleCopyData: () => undefined,
      handleCommandComplete({ text }) {
        rows = rowsOf(text);
      },
      handleReadyForQuery: () => resolve(rows),
      handleError(error) {
        failed ??= error;
        reject(failed instanceof Error ? failed : error);
      },
    };
    client.query(query);
  });
}

async function send(connection: CopyConnection, source: AsyncIterable<Buffer>, isOver: () => boolean): Promise<void> {
  for await (const chunk of source) {
    if (isOver()) return;
    connection.sendCopyFromChunk(chunk);
    if (connection.stream.writableNeedDrain) await drained(connection.stream);
  }
}

/** Resolves when there is room, or when nothing will be sent any more. */
async function drained(stream: Duplex): Promise<void> {
  if (stream.destroyed) throw new Error("the connection was lost");
  const over = new AbortController();
  try {
    await Promise.race([
      once(stream, "drain", { signal: over.signal }),
      once(stream, "close", { signal: over.signal }).then(() => {
        throw new Error("the connection was lost");
      }),
    ]);
  } finally {
    over.abort();
  }
}

/** `COPY 42` */
function rowsOf(text: string): number {
  return Number(text.split(" ")[1] ?? -1);
}
