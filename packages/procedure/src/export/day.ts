/** `+08:00`, `-03:30`, `Z`. */
export function isOffset(offset: string): boolean {
  return /^(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/u.test(offset);
}

/** The wall clock at an offset, as ISO text without offset: `2026-03-01T17:00:00Z` at +08:00 → `2026-03-02T01:00:00.000`. */
export function addOffset(instant: string, offset: string): string {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) throw new RangeError(`${instant} is no ISO 8601 instant`);
  const sign = offset.startsWith("-") ? -1 : 1;
  const [hours = 0, minutes = 0] = offset === "Z" ? [] : offset.slice(1).split(":").map(Number);
  return new Date(time + sign * (hours * 60 + minutes) * 60_000).toISOString().slice(0, -1);
}
