/**
 * The harmless file by which virus scanners are tried (eicar.org), known here even where no scanner is set up. Written in two
 * parts, or scanners would take this file for it.
 */
const SIGNATURE = Buffer.from(["$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"].join(""), "latin1");

/** Looks through bytes that come in pieces. */
export function eicarWatch(): (piece: Buffer) => boolean {
  let tail = Buffer.alloc(0);
  return (piece) => {
    const joined = Buffer.concat([tail, piece]);
    tail = joined.subarray(-(SIGNATURE.length - 1));
    return joined.includes(SIGNATURE);
  };
}
