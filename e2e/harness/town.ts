import { afterAll, beforeAll, inject } from "vitest";
import { startBrowser, type TestBrowser } from "./browser.ts";
import { startDemoTown, type TestServer } from "./server.ts";

export type Town = { readonly server: TestServer; readonly browser: TestBrowser };

/** A demo town of a file's own and a browser, from before its first journey to after its last. */
export function useDemoTown(): Town {
  const town: { server?: TestServer; browser?: TestBrowser } = {};
  beforeAll(async () => {
    town.server = await startDemoTown(inject("demoFolder"));
    town.browser = await startBrowser();
  });
  afterAll(async () => {
    await town.browser?.close();
    await town.server?.close();
  });
  return {
    get server() {
      return begun(town.server);
    },
    get browser() {
      return begun(town.browser);
    },
  };
}

function begun<T>(part: T | undefined): T {
  if (part === undefined) throw new Error("the town is there from the first journey on");
  return part;
}
