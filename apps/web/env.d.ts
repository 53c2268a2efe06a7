/// <reference types="vite/client" />

declare module "virtual:gongzhi/messages" {
  type Messages = { readonly default: Readonly<Record<string, unknown>> };
  export const messageLoaders: Readonly<Record<string, Readonly<Record<string, () => Promise<Messages>>>>>;
}

declare module "virtual:gongzhi/menus" {
  import type { MenuEntry } from "#ui-kit/shell/menu-entry.ts";
  export const menus: readonly { readonly capability: string; readonly entries: readonly MenuEntry[] }[];
}

declare module "virtual:gongzhi/home" {
  import type { HomePart, HomePartModule } from "#ui-kit/shell/menu-entry.ts";
  export const parts: readonly { readonly capability: string; readonly part: HomePart; readonly module: HomePartModule }[];
}
