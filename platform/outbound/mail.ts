import { createHash } from "node:crypto";
import { createTransport } from "nodemailer";
import { type Refusal, refuse } from "../refusal.ts";
import type { InboxMessage, Sent } from "./sms.ts";

export type MailMessage = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments?: readonly { readonly name: string; readonly mediaType: string; readonly bytes: Buffer }[];
  /** One message, however often it is tried. */
  readonly key: string;
};

/** As `SendSms`: no refusal or error holds address, subject or text. */
export type SendMail = (message: MailMessage) => Promise<Sent | Refusal>;

export type SmtpServer = {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte (465), `starttls` demanded (587). `plain` is for tests and a relay on this host only. */
  readonly security: "tls" | "starttls" | "plain";
  readonly user?: string;
  readonly password?: string;
  /** `公治 <noreply@example.cn>` */
  readonly from: string;
};

const LONGEST_TEXT = 100_000;
const LONGEST_SUBJECT = 200;
const MOST_ATTACHED_BYTES = 10 * 1024 * 1024;
const TIMEOUT_MS = 20_000;
/** One address, nothing that could be read as two or as a header (RFC 5321: 254 at most). */
const ADDRESS = /^[^\s@<>"(),;:\\[\]]{1,64}@[^\s@<>"(),;:\\[\]]{1,189}$/;

/** Sends through an SMTP server. Messages carry an id made from their key, by which a receiver sees that one came twice. */
export function smtpMail(server: SmtpServer): SendMail {
  if (server.security === "plain" && !/^(?:localhost|127\.0\.0\.1|::1)$/.test(server.host)) {
    throw new Error("mail without TLS is for a relay on this host only");
  }
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.security === "tls",
    requireTLS: server.security === "starttls",
    ignoreTLS: server.security === "plain",
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
    ...(server.user === undefined ? {} : { auth: { user: server.user, pass: server.password ?? "" } }),
  });
  const domain = /@([^\s>]+)/.exec(server.from)?.[1] ?? "localhost";
  return async (message) => {
    const refusal = judge(message);
    if (refusal !== undefined) return refusal;
    const messageId = `<${createHash("sha256").update(message.key).digest("hex").slice(0, 32)}@${domain}>`;
    try {
      await transport.sendMail({
        from: server.from,
        to: message.to,
        subject: message.subject,
        text: message.text,
        messageId,
        // RFC 3834: no holiday answers to a machine.
        headers: { "Auto-Submitted": "auto-generated" },
        attachments: (message.attachments ?? []).map((each) => ({
          filename: each.name,
          contentType: each.mediaType,
          content: each.bytes,
        })),
      });
      return { sent: true, reference: messageId };
    } catch (fault) {
      return refusalOf(fault);
    }
  };
}

/** Keeps what would be sent. `save` must take one key once. */
export function demoMail(save: (message: InboxMessage) => Promise<void>): SendMail {
  return async (message) => {
    const refusal = judge(message);
    if (refusal !== undefined) return refusal;
    await save({ channel: "mail", to: message.to, subject: message.subject, text: message.text, key: message.key });
    return { sent: true };
  };
}

function judge(message: MailMessage): Refusal | undefined {
  if (!ADDRESS.test(message.to)) return refuse("invalid", "mail-address");
  const attachedBytes = (message.attachments ?? []).reduce((sum, each) => sum + each.bytes.length, 0);
  const fits =
    message.subject.length <= LONGEST_SUBJECT && message.text.length <= LONGEST_TEXT && attachedBytes <= MOST_ATTACHED_BYTES;
  return fits ? undefined : refuse("too-large", "mail-size");
}

/** A server that says 5yz will say it again (RFC 5321 §4.2.1); its words quote the address and stay here. */
function refusalOf(fault: unknown): Refusal {
  const status =
    fault instanceof Error && "responseCode" in fault && typeof fault.responseCode === "number" ? fault.responseCode : 0;
  const login = fault instanceof Error && "code" in fault && fault.code === "EAUTH";
  if (status >= 500 && !login) return refuse("invalid", "mail-refused", { facts: { status } });
  return refuse("unavailable", "mail-unavailable", { facts: { status } });
}
