/** `meetings.passed:villagers-assembly,representatives-meeting`: the gate, and what it is asked about. */
export function readGate(stated: string): { readonly gate: string; readonly about: readonly string[] } {
  const [gate = "", ...rest] = stated.split(":");
  return { gate, about: rest.join(":").split(",").filter(Boolean) };
}
