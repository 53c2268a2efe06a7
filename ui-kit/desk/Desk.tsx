import { MantineProvider } from "@mantine/core";
import "@mantine/core/styles/default-css-variables.css";
import "@mantine/core/styles/UnstyledButton.css";
import "@mantine/core/styles/ScrollArea.css";
import "@mantine/core/styles/Popover.css";
import "@mantine/core/styles/CloseButton.css";
import "@mantine/core/styles/Input.css";
import "@mantine/core/styles/Combobox.css";
import type { ReactNode } from "react";
import { useSetting } from "../setting/Setting.tsx";
import { deskTheme, deskVariables } from "./theme.ts";

/**
 * Around a page of the work desk that uses Mantine; such a page is `scripted`. Our tokens follow the reader's theme by
 * themselves, so Mantine is told one scheme and takes every colour from them.
 */
export function Desk({ children }: { readonly children: ReactNode }) {
  const { nonce } = useSetting();
  return (
    <MantineProvider
      theme={deskTheme}
      cssVariablesResolver={deskVariables}
      forceColorScheme="light"
      getStyleNonce={() => nonce}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  );
}
