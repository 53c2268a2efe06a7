import { DEMO_SIGN_INS } from "#apps/demo/seed-people.ts";

export type ReadyState = {
  readonly publicUrl: URL;
  readonly dataDir: string;
  readonly demo: boolean;
  readonly hasTenant: boolean;
  /** Where the guided set-up is, while it can be used. */
  readonly setUpKey: string | undefined;
  readonly keysMade: boolean;
};

/** What the start says when it is done: where to go, and what to see to. */
export function sayReady(state: ReadyState): string {
  const { publicUrl, dataDir, demo, hasTenant, setUpKey, keysMade } = state;
  const lines = ["", `Gongzhi is ready at ${publicUrl.href}`];
  if (!hasTenant && setUpKey !== undefined)
    lines.push("", "Set it up here (the address works once, until the next start):", `  ${setUpAddress(publicUrl, setUpKey)}`);
  if (demo && hasTenant) lines.push("", ...demoLines(publicUrl));
  if (keysMade)
    lines.push(
      "",
      `New keys were made in ${dataDir}/keys. Copy that folder to another place now:`,
      "without it nobody reads what is encrypted, and no backup holds it.",
    );
  return `${lines.join("\n")}\n\n`;
}

export function setUpAddress(publicUrl: URL, key: string): string {
  const address = new URL("/setup", publicUrl);
  address.searchParams.set("key", key);
  return address.href;
}

function demoLines(publicUrl: URL): readonly string[] {
  const tenants = [...new Set(DEMO_SIGN_INS.map((one) => one.tenant))];
  return [
    "The demo is on: sign in as anybody with one press.",
    ...tenants.map((tenant) => {
      const titles = DEMO_SIGN_INS.filter((one) => one.tenant === tenant).map((one) => one.title);
      return `  ${new URL(`/t/${tenant}/accounts/sign-in`, publicUrl).href}  ${[...new Set(titles)].join("、")}`;
    }),
  ];
}
