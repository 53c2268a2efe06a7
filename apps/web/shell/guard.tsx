import { data, Outlet, useRouteError } from "react-router";
import type { PageArgs } from "../../../platform/page.ts";
import { ErrorPage } from "./ErrorPage.tsx";

/** Below a tenant's name that nobody has there is no page at all, not even one that would ask for nothing. */
export function loader({ params, context }: PageArgs<"tenant">): null {
  if ("tenant" in params && context.viewer.tenant === undefined) throw data(null, { status: 404 }) as unknown as Error;
  return null;
}

/** Around every page: what fails inside is told within the whole shell. */
export default function Guard() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return <ErrorPage error={useRouteError()} />;
}
