import { joinBytes } from "./bytes.ts";
import { LogFault } from "./fault.ts";

/** A length is a uint16 (C2SP tlog-tiles). */
export const MOST_ENTRY_BYTES = 0xffff;

/** Entries one after the other, each behind its length. */
export function writeEntries(entries: readonly Uint8Array[]): Uint8Array {
  return joinBytes(
    entries.flatMap((entry) => {
      if (entry.length > MOST_ENTRY_BYTES) throw new LogFault("bad-entry", `an entry of ${entry.length} bytes`);
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry];
    }),
  );
}

/** @throws LogFault where the bytes do not end with an entry. */
export function readEntries(bytes: Uint8Array): readonly Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    const end = at + 2 + length;
    if (end > bytes.length) throw new LogFault("bad-entry", `the bundle ends within entry ${entries.length}`);
    entries.push(bytes.slice(at + 2, end));
    at = end;
  }
  return entries;
}
