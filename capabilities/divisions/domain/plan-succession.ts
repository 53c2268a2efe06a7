import type { KnownVersion } from "./plan-import.ts";

export type Renumbered = {
  readonly from: string;
  readonly to: string;
  readonly name: string;
  /** The path stays, and with it every record and right that hangs on it. */
  readonly path: string;
  readonly begins: boolean;
};

export type SuccessionFault =
  | "other-level"
  | "same-code"
  | "not-in-force"
  | "began-later"
  | "not-yet"
  | "still-has-below"
  | "successor-ended"
  | "code-taken-below";

/**
 * What follows when one code takes another's place from a day on. A successor nobody knows yet is the same place under a new number: it
 * keeps the path, and what lies below is renumbered with it. One that is in force already has taken the place in (撤并): then nothing may lie
 * below any more, since each village goes its own way first, and the place becomes a part of its successor (`pathInSuccessor`).
 * @param known every version of both codes and of all below them
 */
export function planSuccession(
  known: readonly KnownVersion[],
  {
    from,
    to,
    day,
    name,
  }: { readonly from: string; readonly to: string; readonly day: string; readonly name: string | undefined },
): readonly Renumbered[] | { readonly fault: SuccessionFault; readonly codes: readonly string[] } {
  const inForce = (code: string) => known.find((one) => one.code === code && one.validTo === null);
  const fault = (what: SuccessionFault, codes: readonly string[]) => ({ fault: what, codes });
  if (from === to) return fault("same-code", [from]);
  if (from.length !== to.length) return fault("other-level", [from, to]);
  const ending = inForce(from);
  if (ending === undefined) return fault("not-in-force", [from]);
  if (ending.validFrom >= day) return fault("began-later", [from]);
  const below = known.filter(({ code, validTo }) => validTo === null && code !== from && code.startsWith(from));
  const successor = inForce(to);
  if (successor !== undefined) {
    if (successor.validFrom > day) return fault("began-later", [to]);
    return below.length > 0
      ? fault(
          "still-has-below",
          below.map(({ code }) => code),
        )
      : [{ from, to, name: successor.name, path: successor.path, begins: false }];
  }
  const numberOf = (code: string) => to + code.slice(from.length);
  const late = below.filter(({ validFrom }) => validFrom >= day);
  if (late.length > 0)
    return fault(
      "began-later",
      late.map(({ code }) => code),
    );
  const taken = [ending, ...below].map(({ code }) => numberOf(code)).filter((code) => known.some((one) => one.code === code));
  if (taken.length > 0) return fault(taken.includes(to) ? "successor-ended" : "code-taken-below", taken);
  return [ending, ...below].map((one) => ({
    from: one.code,
    to: numberOf(one.code),
    name: one.code === from ? (name ?? one.name) : one.name,
    path: one.path,
    begins: true,
  }));
}

/**
 * Where a place lies that went into another: below it, under its own last label. So whoever had the place has it, and nothing of its
 * successor; whoever has the successor has the place as well. Undefined where it lies there already, or kept its path under a new number.
 */
export function pathInSuccessor(place: string, successor: string): string | undefined {
  if (place === successor || place.startsWith(`${successor}.`)) return undefined;
  return `${successor}.${place.slice(place.lastIndexOf(".") + 1)}`;
}
