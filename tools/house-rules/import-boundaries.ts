import { readDependencies } from "./reading/capability-dependencies.ts";
import type { HouseRule, Violation } from "./house-rule.ts";
import { isCode, isTest, type SourceFile } from "./reading/source-file.ts";
import { parseModule } from "./reading/parse-module.ts";
import { type CapabilityPart, type Place, placeOf, resolveTarget, type Target } from "./reading/places.ts";

/** The platform's files that run in a browser too: all that domain, contracts, pages and the ui-kit may know of it. */
const ISOMORPHIC = new Set(["platform/contract.ts", "platform/refusal.ts", "platform/page.ts"]);

/** Which parts of its own capability a part may import besides itself. */
const OWN_PARTS: Readonly<Record<CapabilityPart, readonly CapabilityPart[]>> = {
  contract: [],
  domain: ["contract"],
  store: ["contract", "domain"],
  policy: ["contract", "domain"],
  actions: ["contract", "domain", "store", "policy"],
  procedures: ["contract", "domain", "store", "policy", "actions"],
  pages: ["contract"],
  messages: [],
  door: ["contract", "domain", "store", "policy", "actions", "procedures", "messages"],
};

/** Somebody else's packages a part of a capability may import; the parts left out may import any. */
const NPM: Partial<Readonly<Record<CapabilityPart, RegExp>>> = {
  contract: /^typebox$/,
  domain: /^$/,
  store: /^kysely$/,
  policy: /^kysely$/,
  pages:
    /^(react|react-dom|react-router|react-i18next|i18next|typebox|@mantine\/.+|@simplewebauthn\/browser|maplibre-gl|echarts|bpmn-js)$/,
};

/** Parts that think or draw but never touch the machine. */
const WITHOUT_NODE: ReadonlySet<CapabilityPart> = new Set(["contract", "domain", "store", "policy", "pages"]);
/** Parts that know only the isomorphic files of the platform. */
const ISOMORPHIC_ONLY: ReadonlySet<CapabilityPart> = new Set(["contract", "domain", "pages"]);
const UI_NPM = NPM.pages ?? /^$/;

type House = {
  readonly dependsOn: ReadonlyMap<string, ReadonlySet<string>>;
  /** What each package of ours declares: the names of npm packages, and of ours without `@gongzhi/`. */
  readonly declared: ReadonlyMap<string, ReadonlySet<string>>;
};

type Use = { readonly from: string; readonly test: boolean; readonly target: Target; readonly house: House };

export const importBoundaries: HouseRule = {
  name: "import-boundaries",
  says: "packages ← platform ← capabilities ← apps; inside a capability contract ← domain ← store ← actions (DESIGN §3.3).",
  reads: (path) => isCode(path) && placeOf(path) !== undefined,
  find(files, all) {
    const house = { dependsOn: readDependencies(all), declared: readDeclared(all) };
    return [...files.flatMap((file) => judgeFile(file, house)), ...unknownDependencies(house)];
  },
};

function judgeFile(file: SourceFile, house: House): readonly Violation[] {
  const place = placeOf(file.path);
  if (place === undefined) return [];
  return parseModule(file).imports.flatMap((found) => {
    const target = resolveTarget(file.path, found.specifier);
    const reason = judgeUse(place, { from: file.path, test: isTest(file.path), target, house });
    return reason === undefined ? [] : [{ path: file.path, line: found.line, message: `imports ${found.specifier}: ${reason}` }];
  });
}

/** Why this import may not be, or undefined. */
function judgeUse(place: Place, use: Use): string | undefined {
  const { target } = use;
  if (target.kind === "package" && target.pastDoor) return "a package has one door, its src/index.ts";
  if (target.kind === "file" && target.path.startsWith("packages/") && place.area !== "package") {
    return "import a package by its name, @gongzhi/…, not by its path";
  }
  switch (place.area) {
    case "package":
      return judgePackage(place, use);
    case "platform":
      return judgePlatform(use);
    case "capability":
      return judgeCapability(place, use);
    case "ui-kit":
      return judgeUiKit(use);
    case "app":
      return judgeApp(place, use);
    case "e2e":
    case "tools":
      return target.kind === "file" && target.path.startsWith("capabilities/") ? judgeFromOutside(target.path) : undefined;
  }
}

function judgePackage(place: Extract<Place, { area: "package" }>, use: Use): string | undefined {
  const { target } = use;
  const free = use.test || place.part === "aside";
  const declared = use.house.declared.get(place.name);
  switch (target.kind) {
    case "file":
      return judgePackageFile(place.name, target.path, free);
    case "node":
      return free ? undefined : "a package does no I/O and runs in a browser too";
    case "package":
      return free || declared?.has(`@gongzhi/${target.name}`) === true ? undefined : "its package.json does not declare it";
    case "npm":
      return free || declared?.has(target.name) === true ? undefined : "its package.json does not declare it";
  }
}

function judgePackageFile(name: string, path: string, free: boolean): string | undefined {
  const to = placeOf(path);
  if (to?.area !== "package" || to.name !== name) return "a package knows nothing outside its folder";
  return free || to.part === "src" || path.endsWith(".json") ? undefined : "the package is shipped without that file";
}

function judgePlatform(use: Use): string | undefined {
  const { from, target } = use;
  if (target.kind === "file" && !target.path.startsWith("platform/")) return "the platform knows no capability, page or app";
  if (!ISOMORPHIC.has(from)) return undefined;
  if (target.kind === "node") return "this file runs in a browser too";
  if (target.kind === "file" && !ISOMORPHIC.has(target.path))
    return "this file runs in a browser too: it imports only such files";
  return undefined;
}

function judgeUiKit(use: Use): string | undefined {
  const { target, test } = use;
  if (test && target.kind !== "file") return undefined;
  switch (target.kind) {
    case "file":
      if (target.path.startsWith("ui-kit/") || ISOMORPHIC.has(target.path)) return undefined;
      return "the ui-kit knows no domain noun, and of the platform only contract, refusal and page";
    case "node":
      return "the ui-kit runs in a browser";
    case "package":
      return undefined;
    case "npm":
      return UI_NPM.test(target.name) ? undefined : "pages and the ui-kit use React's libraries only";
  }
}

function judgeApp(place: Extract<Place, { area: "app" }>, use: Use): string | undefined {
  const { target, test } = use;
  if (target.kind !== "file") return undefined;
  if (target.path.startsWith("apps/")) return undefined;
  if (target.path.startsWith("platform/")) return undefined;
  if (target.path.startsWith("ui-kit/")) return place.name === "web" || test ? undefined : "only the web shell draws pages";
  if (!target.path.startsWith("capabilities/")) {
    const own = target.path.startsWith("tools/on-node-24") || target.path.startsWith("tools/build-web") || test;
    return own ? undefined : "apps compose the platform and the doors of capabilities";
  }
  if (place.name === "web" && /^capabilities\/[^/]+\/(pages|messages)\//.test(target.path)) return undefined;
  return judgeFromOutside(target.path);
}

/** A capability is entered by its door, by its contract where a browser must understand it, and nowhere else. */
function judgeFromOutside(path: string): string | undefined {
  if (/^capabilities\/[^/]+\/index\.ts$/.test(path) || /^capabilities\/[^/]+\/contract\//.test(path)) return undefined;
  return "this reaches past the door of a capability (index.ts; contract/ for what a browser needs)";
}

function judgeCapability(place: Extract<Place, { area: "capability" }>, use: Use): string | undefined {
  const { target, test } = use;
  const { part } = place;
  switch (target.kind) {
    case "package":
      return undefined;
    case "node":
      return test || !WITHOUT_NODE.has(part) ? undefined : `${part} does not touch the machine`;
    case "npm":
      return test || (NPM[part]?.test(target.name) ?? true) ? undefined : `${part} does not use somebody else's package`;
    case "file":
      return judgeCapabilityFile(place, target.path, use);
  }
}

function judgeCapabilityFile(place: Extract<Place, { area: "capability" }>, path: string, use: Use): string | undefined {
  const to = placeOf(path);
  switch (to?.area) {
    case "platform":
      if (use.test || !ISOMORPHIC_ONLY.has(place.part) || ISOMORPHIC.has(path)) return undefined;
      return `${place.part} knows of the platform only contract, refusal and page`;
    case "capability":
      return to.name === place.name ? judgeOwnPart(place, to.part, path, use) : judgeOtherCapability(place, to.name, path, use);
    case "ui-kit":
      return place.part === "pages" ? undefined : "only pages draw";
    default:
      // A capability's tests run it in the whole house.
      if (use.test && path.startsWith("apps/server/testing/")) return undefined;
      return "a capability knows packages, the platform and the doors it depends on";
  }
}

function judgeOwnPart(place: Extract<Place, { area: "capability" }>, part: CapabilityPart, path: string, use: Use) {
  if (use.test || part === place.part || OWN_PARTS[place.part].includes(part)) return undefined;
  if (path.endsWith(".json") && part === "messages") return undefined;
  return `${place.part} may import of its own capability only ${[place.part, ...OWN_PARTS[place.part]].join(", ")}`;
}

function judgeOtherCapability(place: Extract<Place, { area: "capability" }>, name: string, path: string, use: Use) {
  const outside = judgeFromOutside(path);
  if (outside !== undefined) return outside;
  const contract = path.startsWith(`capabilities/${name}/contract/`);
  if (!use.test && ["contract", "pages"].includes(place.part) && !contract) return `${place.part} may import only contracts`;
  if (["domain", "store"].includes(place.part) && !use.test) return `${place.part} knows no other capability`;
  const named = use.house.dependsOn.get(place.name)?.has(name) === true;
  return named ? undefined : `the manifest of ${place.name} does not name ${name} in dependsOn`;
}

function unknownDependencies(house: House): readonly Violation[] {
  return [...house.dependsOn].flatMap(([name, dependencies]) =>
    [...dependencies]
      .filter((dependency) => !house.dependsOn.has(dependency))
      .map((dependency) => ({
        path: `capabilities/${name}/index.ts`,
        message: `dependsOn names ${dependency}, which does not exist`,
      })),
  );
}

type PackageJson = { readonly dependencies?: Record<string, string>; readonly peerDependencies?: Record<string, string> };

function readDeclared(all: readonly SourceFile[]): ReadonlyMap<string, ReadonlySet<string>> {
  const declared = new Map<string, ReadonlySet<string>>();
  for (const file of all) {
    const name = /^packages\/([^/]+)\/package\.json$/.exec(file.path)?.[1];
    if (name === undefined) continue;
    const json = JSON.parse(file.text) as PackageJson;
    declared.set(name, new Set([...Object.keys(json.dependencies ?? {}), ...Object.keys(json.peerDependencies ?? {})]));
  }
  return declared;
}
