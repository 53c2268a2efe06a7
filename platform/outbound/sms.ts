import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import type { SafeFetch } from "./safe-fetch.ts";
import { postSigned, type Webhook } from "./webhook.ts";

export type SmsMessage = {
  /** E.164: `+8613800138000`. */
  readonly to: string;
  readonly text: string;
  /** Gateways of the mainland send registered templates; the text is what they make of it. */
  readonly template?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** One message, however often it is tried. */
  readonly key: string;
};

export type Sent = { readonly sent: true; readonly reference?: string };

/**
 * Hands one message over. `unavailable` and `too-many` may be tried again, `invalid` not. No refusal or error holds number or text.
 */
export type SendSms = (message: SmsMessage) => Promise<Sent | Refusal>;

/** Ten parts: what gateways take at most. */
const LONGEST_TEXT = 670;
/** YD/T 1039: Chinese text in UCS-2, 70 signs, or 67 a part when it is split. */
const SINGLE_SIGNS = 70;
const PART_SIGNS = 67;

/** How many messages the text costs. */
export function smsParts(text: string): number {
  return text.length <= SINGLE_SIGNS ? 1 : Math.ceil(text.length / PART_SIGNS);
}

export type InboxMessage = {
  readonly channel: "sms" | "mail";
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
  readonly key: string;
};

/** Keeps what would be sent, for trying the system out and for demonstrations. `save` must take one key once. */
export function demoSms(save: (message: InboxMessage) => Promise<void>): SendSms {
  return async (message) => {
    const refusal = judge(message);
    if (refusal !== undefined) return refusal;
    await save({ channel: "sms", to: message.to, text: message.text, key: message.key });
    return { sent: true };
  };
}

/**
 * Posts to a gateway, or to a small adapter in front of one: `{ to, text, template, parameters }`, answered by 2xx and, if it likes,
 * `{ "reference": "…" }`.
 */
export function webhookSms(fetch: SafeFetch, webhook: Webhook, now: () => Date): SendSms {
  return async (message) => {
    const refusal = judge(message);
    if (refusal !== undefined) return refusal;
    const { key, ...body } = message;
    const answer = await postSigned(fetch, webhook, { key, body }, now());
    if (isRefusal(answer)) return answer;
    if (answer.status >= 200 && answer.status < 300) return { sent: true, ...referenceIn(answer.body) };
    const again = answer.status >= 500 || answer.status === 429 || answer.status === 408;
    return refuse(again ? "unavailable" : "invalid", again ? "sms-unavailable" : "sms-refused", {
      facts: { status: answer.status },
    });
  };
}

function judge(message: SmsMessage): Refusal | undefined {
  if (!/^\+861[3-9]\d{9}$/.test(message.to)) return refuse("invalid", "sms-number");
  if (message.text === "" || message.text.length > LONGEST_TEXT)
    return refuse("invalid", "sms-text", { facts: { most: LONGEST_TEXT } });
  return undefined;
}

function referenceIn(body: Buffer): { readonly reference?: string } {
  try {
    const parsed: unknown = JSON.parse(body.toString("utf8"));
    if (typeof parsed !== "object" || parsed === null || !("reference" in parsed)) return {};
    // Kept and shown to staff: an id, not whatever a gateway likes to say.
    return typeof parsed.reference === "string" && /^[A-Za-z0-9._:-]{1,100}$/.test(parsed.reference)
      ? { reference: parsed.reference }
      : {};
  } catch {
    return {};
  }
}
