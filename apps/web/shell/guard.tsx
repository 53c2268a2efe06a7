import { Outlet, useRouteError } from "react-router";
import { ErrorPage } from "./ErrorPage.tsx";

/** Around every page: what fails inside is told within the whole shell. */
export default function Guard() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return <ErrorPage error={useRouteError()} />;
}
