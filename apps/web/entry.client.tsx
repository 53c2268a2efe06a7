import { startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { HydratedRouter } from "react-router/dom";
import { loadTexts } from "./page-texts.ts";

/** Only pages whose route says `scripted` get here; the others send no script at all. */
async function hydrate(): Promise<void> {
  const { lang, dataset } = document.documentElement;
  await loadTexts(lang, (dataset["texts"] ?? "").split(" "));
  startTransition(() => {
    hydrateRoot(document, <HydratedRouter />);
  });
}

void hydrate();
