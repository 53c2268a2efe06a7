import type { RefusalKind } from "../refusal.ts";

/** The one place where a refusal becomes an HTTP status (RFC 9110). */
export const STATUS_OF: Readonly<Record<RefusalKind, number>> = {
  invalid: 422,
  "sign-in": 401,
  forbidden: 403,
  absent: 404,
  conflict: 409,
  "too-large": 413,
  "too-many": 429,
  gone: 410,
  unavailable: 503,
};
