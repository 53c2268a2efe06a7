import { useEffect, useRef } from "react";
import { useRevalidator } from "react-router";

/** A list at a desk is looked at all day: half a minute old is new enough, and costs one query. */
const EVERY_MS = 30_000;

/** Loads the page's data again every half minute while it is looked at, and when one comes back to it. */
export function KeepFresh({ everyMs = EVERY_MS }: { readonly everyMs?: number }) {
  const { revalidate, state } = useRevalidator();
  const busy = useRef(false);
  useEffect(() => {
    busy.current = state !== "idle";
  }, [state]);
  useEffect(() => {
    const load = () => {
      if (document.visibilityState === "visible" && !busy.current) void revalidate();
    };
    const timer = setInterval(load, everyMs);
    document.addEventListener("visibilitychange", load);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", load);
    };
  }, [everyMs, revalidate]);
  return undefined;
}
