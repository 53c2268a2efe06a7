import type { Sweep } from "#platform/capability.ts";
import { findDueTimers } from "../store/timers.ts";
import { fireTimer } from "./fire-timers.ts";

/** Due timers of every tenant, fired once each. */
export const TIMERS: Sweep = { purpose: "cases/fire-timer", find: findDueTimers, handle: fireTimer };
