import { createHmac, type KeyObject } from "node:crypto";
import type { Refusal } from "../refusal.ts";
import type { OutboundAnswer, SafeFetch } from "./safe-fetch.ts";

export type Webhook = {
  readonly url: string;
  /** Shared with the receiver, who checks the signature with it. */
  readonly secret: KeyObject;
};

/**
 * Posts JSON signed as Standard Webhooks 1.0 says (standardwebhooks.com): HMAC-SHA-256 over id, time and body, in
 * `webhook-signature`. The key is the same for every try of one message, so that a receiver who has it already does nothing.
 */
export function postSigned(
  fetch: SafeFetch,
  webhook: Webhook,
  message: { readonly key: string; readonly body: object },
  now: Date,
): Promise<OutboundAnswer | Refusal> {
  const body = JSON.stringify(message.body);
  const seconds = String(Math.floor(now.getTime() / 1000));
  const signature = createHmac("sha256", webhook.secret).update(`${message.key}.${seconds}.${body}`).digest("base64");
  return fetch({
    url: webhook.url,
    method: "POST",
    headers: {
      "content-type": "application/json; charset=utf-8",
      "idempotency-key": message.key,
      "webhook-id": message.key,
      "webhook-timestamp": seconds,
      "webhook-signature": `v1,${signature}`,
    },
    body,
  });
}
