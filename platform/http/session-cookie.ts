import { createHash, randomBytes } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { SessionChange } from "../capability.ts";

export const SESSION_COOKIE = "gz_session";
export const RECEIPT_COOKIE = "gz_receipt";
/** 256 bits; only its hash is stored, so that a dump of the table signs nobody in. */
const TOKEN_BYTES = 32;

export function newSessionToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

export function tokenHash(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** Hash under which a row keeps a receipt code, as hex: what row-level security compares with. */
export function holderKeyOf(receiptCode: string): string {
  return createHash("sha256")
    .update(`gongzhi/receipt ${normaliseReceipt(receiptCode)}`)
    .digest("hex");
}

/** People type what they read: case, spaces and dashes do not count. */
export function normaliseReceipt(code: string): string {
  return code.toUpperCase().replaceAll(/[^0-9A-Z]/g, "");
}

export type SessionCookies = {
  apply(reply: FastifyReply, change: SessionChange): void;
  /** A browser's cross-site request is refused; programs, which send no Origin, carry a token of their own. */
  sameOrigin(request: FastifyRequest): boolean;
};

export function sessionCookies(publicUrl: URL): SessionCookies {
  const base = { path: "/", httpOnly: true, sameSite: "lax", secure: publicUrl.protocol === "https:" } as const;
  return {
    apply(reply, change) {
      if (change.kind === "end") void reply.clearCookie(SESSION_COOKIE, base);
      else void reply.setCookie(SESSION_COOKIE, change.token, { ...base, expires: change.expiresAt });
    },
    sameOrigin(request) {
      const site = request.headers["sec-fetch-site"];
      if (typeof site === "string" && site !== "same-origin" && site !== "none") return false;
      const { origin } = request.headers;
      return origin === undefined || hostOf(origin) === request.headers.host || origin === publicUrl.origin;
    },
  };
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/** The session token of a request: the cookie, or `Authorization: Bearer`. */
export function sessionTokenOf(request: FastifyRequest): string | undefined {
  const { authorization } = request.headers;
  if (authorization?.startsWith("Bearer ") === true) return authorization.slice("Bearer ".length);
  return request.cookies[SESSION_COOKIE];
}

export function receiptOf(request: FastifyRequest): string | undefined {
  const header = request.headers["receipt-code"];
  return typeof header === "string" ? header : request.cookies[RECEIPT_COOKIE];
}
