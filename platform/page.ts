import type { RouterContextProvider } from "react-router";
import type { InputOf, OutputOf, Signature } from "./contract.ts";
import type { Refusal } from "./refusal.ts";

/**
 * The one seam between pages and the server. Pages know this type only; the server hands over an instance
 * (a class extending RouterContextProvider, since a context *key* would exist twice: once in Node, once in Vite's bundle).
 */
export type PageContext = RouterContextProvider & {
  /** Calls an action or query as whoever is signed in; the same path as the API. `key` makes an action idempotent. */
  call<S extends Signature>(signature: S, input: InputOf<S>, key?: string): Promise<OutputOf<S> | Refusal>;
  /** Takes one uploaded file into quarantine, checked and re-encoded; its id may then be given to an action. */
  upload(file: File, purpose: string): Promise<{ readonly fileId: string } | Refusal>;
  readonly nonce: string;
  readonly viewer: Viewer;
};

/** What a page may know of whoever is looking: enough for its header and menu, nothing that decides rights. */
export type Viewer = {
  readonly locale: "zh-CN" | "en";
  readonly colorScheme: "light" | "dark" | "auto";
  readonly largePrint: boolean;
  /** The tenant of the path, where the path names one. */
  readonly tenant?: { readonly slug: string; readonly name: string };
  readonly signedIn?: {
    readonly name: string;
    readonly duties: readonly string[];
    readonly unread: number;
    readonly tenants: readonly string[];
  };
  readonly demo: boolean;
};

/** A route module's loader and action arguments: React Router's typegen skips modules outside `appDirectory`. */
export type PageArgs<Params extends string = never> = {
  readonly request: Request;
  readonly params: Readonly<Record<Params, string>>;
  readonly context: PageContext;
};

export type PageProps<Loader extends (args: never) => unknown, Action extends (args: never) => unknown = never> = {
  readonly loaderData: Awaited<ReturnType<Loader>>;
  readonly actionData: ([Action] extends [never] ? undefined : Awaited<ReturnType<Action>>) | undefined;
};

/** One page of a capability: its URL pattern (React Router's syntax) and its module below the capability's `pages/`. */
export type PageRoute = { readonly path: string; readonly module: string };
