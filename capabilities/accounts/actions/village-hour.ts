import type { Limit } from "#platform/capability.ts";

/**
 * TRUST case 11: 500 residents may stand behind one address; each asks for a code twice, mistypes and begins again, and is not refused.
 * What guards a code is counted by phone; this keeps one address from trying many phones.
 */
export const VILLAGE_HOUR: Limit = { by: "address", points: 3_000, seconds: 3_600, kept: true };
