import { posix } from "node:path";

/** Where a file stands in the house (DESIGN §3): what it may import follows from it. */
export type Place =
  // `aside` is what a package does not ship: its benchmarks, the makers of its tables, what its tests read.
  | { readonly area: "package"; readonly name: string; readonly part: "src" | "aside" }
  | { readonly area: "platform" }
  | { readonly area: "capability"; readonly name: string; readonly part: CapabilityPart }
  | { readonly area: "ui-kit" }
  | { readonly area: "app"; readonly name: string }
  | { readonly area: "e2e" }
  | { readonly area: "tools" };

export const CAPABILITY_PARTS = [
  "contract",
  "domain",
  "store",
  "actions",
  "policy",
  "procedures",
  "pages",
  "messages",
  "door",
] as const;
export type CapabilityPart = (typeof CAPABILITY_PARTS)[number];

/** Readers of test data stand with the tests that need them; nothing that is shipped may. */
const ASIDE = /\/(?:fixtures|testing)\//;

/** Undefined for a file outside the house: the configuration of a tool at the root. */
export function placeOf(path: string): Place | undefined {
  const [top = "", name = "", third = ""] = path.split("/");
  if (!path.includes("/")) return undefined;
  switch (top) {
    case "packages":
      return { area: "package", name, part: third === "src" && !ASIDE.test(path) ? "src" : "aside" };
    case "platform":
      return { area: "platform" };
    case "capabilities":
      return { area: "capability", name, part: capabilityPart(third) };
    case "ui-kit":
      return { area: "ui-kit" };
    case "apps":
      return { area: "app", name: path.split("/").length > 2 ? name : "" };
    case "e2e":
      return { area: "e2e" };
    case "tools":
    case "bench":
      return { area: "tools" };
    default:
      return undefined;
  }
}

/** A file beside the door that is no part of its own (`reactions.ts`, `tasks.ts`) belongs to what the door is made of. */
function capabilityPart(third: string): CapabilityPart {
  if (third === "policy.ts" || third === "policy.test.ts") return "policy";
  const part = CAPABILITY_PARTS.find((known) => known === third);
  return part ?? "door";
}

export type Target =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "package"; readonly name: string; readonly pastDoor: boolean }
  | { readonly kind: "node"; readonly name: string }
  | { readonly kind: "npm"; readonly name: string };

const SUBPATH = /^#(platform|capabilities|ui-kit|apps)\//;

/** What an import names: a file of the project by its path, one of our packages, a Node module or somebody else's package. */
export function resolveTarget(from: string, specifier: string): Target {
  const bare = specifier.replace(/[?#](?:url|raw|inline|worker).*$/, "");
  if (bare.startsWith(".")) return { kind: "file", path: posix.normalize(posix.join(posix.dirname(from), bare)) };
  if (SUBPATH.test(bare)) return { kind: "file", path: posix.normalize(bare.slice(1)) };
  if (bare.startsWith("node:")) return { kind: "node", name: bare };
  const [scope = "", second = "", ...rest] = bare.split("/");
  if (scope === "@gongzhi") return { kind: "package", name: second, pastDoor: rest.length > 0 };
  return { kind: "npm", name: scope.startsWith("@") ? `${scope}/${second}` : scope };
}
