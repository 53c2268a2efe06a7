import { CommandRefusal, type CommandInput } from "./command.ts";
import type { CommandHouse } from "./with-house.ts";

/** The tenant named with `--tenant`, or the only one that lies deepest. */
export async function chooseTenant(input: CommandInput, house: CommandHouse): Promise<string> {
  const named = input.values["tenant"];
  if (typeof named === "string") return (await house.tenant(named)).slug;
  const all = [...(await house.tenants())].sort((a, b) => b.rootPath.split(".").length - a.rootPath.split(".").length);
  const [first, second] = all;
  if (first === undefined) throw new CommandRefusal("no-tenant", "there is no tenant yet: run npm start once");
  if (second !== undefined && second.rootPath.split(".").length === first.rootPath.split(".").length) {
    throw new CommandRefusal("which-tenant", `name one with --tenant: ${nameSome(all.map((one) => one.slug))}`);
  }
  return first.slug;
}

/** A province has hundreds: a message names some. */
const MOST_NAMED = 20;

export function nameSome(slugs: readonly string[]): string {
  return slugs.length <= MOST_NAMED ? slugs.join(", ") : `${slugs.slice(0, MOST_NAMED).join(", ")} … (${slugs.length})`;
}
