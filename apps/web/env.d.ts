/// <reference types="vite/client" />

declare module "virtual:gongzhi/messages" {
  type Messages = { readonly default: Readonly<Record<string, unknown>> };
  export const messageLoaders: Readonly<Record<string, Readonly<Record<string, () => Promise<Messages>>>>>;
}

declare module "virtual:gongzhi/menus" {
  import type { MenuEntry } from "#ui-kit/shell/menu-entry.ts";
  export const menus: readonly { readonly capability: string; readonly entries: readonly MenuEntry[] }[];
}
