import { RouterContextProvider } from "react-router";
import type { PageContext, Viewer } from "../../platform/page.ts";

export type PageServices = {
  readonly call: PageContext["call"];
  readonly upload: PageContext["upload"];
  readonly nonce: string;
  readonly viewer: Viewer;
};

/**
 * What a page's loader and action get. An instance, not a context key: a key created in a module that Node and Vite both load
 * would exist twice, and neither would find the other's value.
 */
export class ServerPageContext extends RouterContextProvider {
  readonly call: PageContext["call"];
  readonly upload: PageContext["upload"];
  readonly nonce: string;
  readonly viewer: Viewer;
  /** Where a page's bug is reported; the plugin sets it to the request's log. */
  report: (error: unknown) => void = console.error;

  constructor(services: PageServices) {
    super();
    this.call = services.call;
    this.upload = services.upload;
    this.nonce = services.nonce;
    this.viewer = services.viewer;
  }
}
