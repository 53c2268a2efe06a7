/** Node's own inspector, and texts of any length in what it says of the heap: it cuts them at 1,024 signs otherwise. */
export const INSPECTED = ["--inspect=127.0.0.1:0", "--heap-snapshot-string-limit=100000000"] as const;

const ANSWER_MS = 300_000;

type Reply = { readonly id?: number; readonly method?: string; readonly params?: { readonly chunk?: string } } & {
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
};
type Remote = { readonly objectId: string };

/** Processes that said where their inspector listens: the server, and the one of ours that looks into files. */
export function inspectorsIn(output: string): readonly string[] {
  return [...output.matchAll(/Debugger listening on (ws:\S+)/g)].map(([, url = ""]) => url);
}

/**
 * What is looked for, in UTF-8 and UTF-16: in texts by one rare sign, since a text that was put together of two lies in two places; in bytes
 * by some signs on end, since two bytes stand in every picture by chance.
 */
export type Sought = { readonly sign: string; readonly signs: string };

/**
 * Where words stand in what a process of Node keeps: in the texts of its heap and the bytes of its buffers. Garbage is collected first, so
 * what is found is held by something.
 */
export async function findInMemory(inspector: string, { sign, signs }: Sought): Promise<readonly string[]> {
  if (sign.length !== 1 || signs.length < 3) throw new Error("one sign is looked for, and three at least in bytes");
  const session = await openSession(inspector);
  try {
    return [...(await findInTexts(session, sign)), ...(await findInBuffers(session, signs))];
  } finally {
    session.close();
  }
}

/** Has the process keep words, as a cache would: in a text, and in bytes of either form. */
export async function keepInMemory(inspector: string, signs: string): Promise<void> {
  const codes = [...signs].map((sign) => sign.charCodeAt(0)).join();
  const text = `String.fromCharCode(${codes})`;
  const session = await openSession(inspector);
  const expression = `globalThis.kept = new Map([[1, { text: ${text}, narrow: Buffer.from(${text}), wide: new Uint16Array([${codes}]) }]])`;
  await session.send("Runtime.evaluate", { expression });
  session.close();
}

type Session = {
  readonly send: (method: string, params?: object) => Promise<Readonly<Record<string, unknown>>>;
  /** Told each piece of a snapshot. */
  readonly listen: (told: (chunk: string) => void) => void;
  readonly close: () => void;
};

async function openSession(url: string): Promise<Session> {
  const socket = new WebSocket(url);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", () => reject(new Error(`no inspector answers at ${url}`)));
  });
  const waiting = new Map<number, (reply: Reply) => void>();
  let told = (_chunk: string): void => {};
  socket.addEventListener("message", ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply;
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
    else if (reply.method === "HeapProfiler.addHeapSnapshotChunk") told(reply.params?.chunk ?? "");
  });
  let asked = 0;
  const send: Session["send"] = async (method, params = {}) =>
    await new Promise((resolve, reject) => {
      const id = (asked += 1);
      const late = setTimeout(() => reject(new Error(`${method} is not answered`)), ANSWER_MS);
      waiting.set(id, ({ result = {}, error }) => {
        clearTimeout(late);
        if (error === undefined) resolve(result);
        else reject(new Error(`${method}: ${error.message}`));
      });
      socket.send(JSON.stringify({ id, method, params }));
    });
  return { send, listen: (listener) => void (told = listener), close: () => socket.close() };
}

/** Signs of the snapshot on either side of what is found, to tell what it is. */
const AROUND = 160;

async function findInTexts(session: Session, sign: string): Promise<readonly string[]> {
  // As the snapshot, a JSON text, writes it.
  const written = `\\\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const found: string[] = [];
  let last = "";
  session.listen((chunk) => {
    const text = last + chunk;
    for (const one of text.matchAll(new RegExp(`${sign}|${written}`, "gi")))
      if (one.index + one[0].length > last.length)
        found.push(`text ${text.slice(Math.max(0, one.index - AROUND), one.index + AROUND)}`);
    last = text.slice(-AROUND);
  });
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  return found;
}

async function findInBuffers(session: Session, signs: string): Promise<readonly string[]> {
  const wide = Buffer.from(signs, "utf16le");
  const sought = [Buffer.from(signs), wide, Buffer.from(wide).swap16()].map((bytes) => [...bytes]);
  const found: string[] = [];
  for (const kind of ["ArrayBuffer", "SharedArrayBuffer"]) {
    const { result: prototype } = (await session.send("Runtime.evaluate", { expression: `${kind}.prototype` })) as {
      result: Remote;
    };
    const { objects } = (await session.send("Runtime.queryObjects", { prototypeObjectId: prototype.objectId })) as {
      objects: Remote;
    };
    const { result } = (await session.send("Runtime.callFunctionOn", {
      objectId: objects.objectId,
      functionDeclaration: String(searchBuffers),
      arguments: [{ value: sought }],
      returnByValue: true,
    })) as { result: { readonly value: readonly string[] } };
    found.push(...result.value.map((text) => `${kind} ${text}`));
  }
  return found;
}

/**
 * Runs inside the process looked at: it may use nothing of this module. What it looks for it is given as numbers and keeps in no buffer of
 * Node's, or the next search would find this one.
 */
function searchBuffers(this: readonly ArrayBuffer[], sought: readonly (readonly number[])[]): readonly string[] {
  const found: string[] = [];
  for (const whole of this) {
    // Handed on to another owner, it holds nothing.
    if (whole.byteLength === 0) continue;
    const bytes = new Uint8Array(whole);
    for (const one of sought) {
      let at = bytes.indexOf(one[0] ?? 0);
      while (at >= 0 && !one.every((byte, place) => bytes[at + place] === byte)) at = bytes.indexOf(one[0] ?? 0, at + 1);
      if (at >= 0) found.push(`of ${bytes.length}: ${String.fromCharCode(...bytes.slice(Math.max(0, at - 60), at + 100))}`);
    }
  }
  return found;
}
