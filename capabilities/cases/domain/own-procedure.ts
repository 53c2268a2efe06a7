import { GENERIC_ACTION, type Net } from "@gongzhi/procedure";
import type { Fault } from "./find-faults.ts";

/** Keys of procedures that belong to no capability: an office drew them itself. */
const OWN = "office.";

export function ownKey(name: string): string {
  return `${OWN}${name}`;
}

export function isOwn(key: string): boolean {
  return key.startsWith(OWN);
}

/**
 * What nobody would do in an office's own procedure: a step of another action than the generic one, which knows nothing of its matter; a
 * step of the resident, of whom there is none; a message to wait for, which nobody sends.
 */
export function strangeParts(net: Net): readonly Fault[] {
  return net.elements.flatMap((element): readonly Fault[] => {
    const { id, name = id } = element;
    const fault = (code: string, detail: string) => [{ code, element: id, name, path: [], way: [], detail }];
    if (element.kind === "work" && element.work !== "service" && element.action !== GENERIC_ACTION)
      return fault("own-action", element.action);
    if (element.kind === "work" && element.work === "service") return fault("own-service", element.action);
    if (element.kind === "work" && element.post === "owner") return fault("own-owner", "owner");
    const trigger =
      element.kind === "catch" || element.kind === "boundary" || element.kind === "start" ? element.trigger : undefined;
    return trigger?.type === "message" ? fault("own-message", trigger.message) : [];
  });
}
