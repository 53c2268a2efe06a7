import { useSyncExternalStore } from "react";

/** False on the server and while the page is being hydrated, true from then on: both draw the same first page. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
}

function neverChanges(): () => void {
  return () => {};
}
