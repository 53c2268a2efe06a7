import { createSecretKey } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "#platform/db/database.ts";
import type { House } from "#platform/house.ts";
import { legalDay } from "#platform/legal-day.ts";
import { withDailyCap, type DailyBudget } from "#platform/outbound/daily-cap.ts";
import { demoMail, smtpMail, type SmtpServer } from "#platform/outbound/mail.ts";
import { createSafeFetch } from "#platform/outbound/safe-fetch.ts";
import { demoSms, smsParts, webhookSms, type InboxMessage } from "#platform/outbound/sms.ts";
import { StartRefusal } from "#platform/postgres/start-refusal.ts";
import { isRefusal } from "#platform/refusal.ts";
import type { Config } from "./config.ts";

type Senders = Pick<House, "sendSms" | "sendMail">;

/** SMS by webhook and e-mail by SMTP where they are set; otherwise both lie in the inbox that the demo shows. */
export function makeSenders(config: Config, database: Database): Senders {
  const save = async (message: InboxMessage) => await saveToInbox(database, message);
  const sms = config.sms === undefined ? demoSms(save) : webhookSender(config.sms);
  const mail = config.smtpUrl === undefined ? demoMail(save) : smtpMail(readSmtp(config.smtpUrl, config.mailFrom));
  const capped = withDailyCap(sms, (message) => smsParts(message.text), dailyBudget(config.smsDailyCap));
  return {
    sendSms: async (message) => orThrow(await capped({ ...message, to: e164(message.to) })),
    sendMail: async (message) => orThrow(await mail(message)),
  };
}

/** The outbox tries again what throws; a message that can never be sent is let go, since trying on would not help. */
function orThrow(result: object): void {
  if (isRefusal(result) && result.kind !== "invalid") throw new Error(`a message was not sent: ${result.code}`);
}

function webhookSender(sms: { readonly url: URL; readonly secret: string }) {
  const fetch = createSafeFetch({
    hosts: [{ host: sms.url.hostname, ...(sms.url.port === "" ? {} : { port: Number(sms.url.port) }) }],
  });
  return webhookSms(fetch, { url: sms.url.href, secret: createSecretKey(Buffer.from(sms.secret, "utf8")) }, () => new Date());
}

function readSmtp(text: string, from: string): SmtpServer {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^smtps?:$/.test(url.protocol))
    throw new StartRefusal("bad-setting", "SMTP_URL must be smtp://… or smtps://….");
  const tls = url.protocol === "smtps:";
  const user = url.username === "" ? {} : { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  const local = /^(?:localhost|127\.0\.0\.1|::1)$/.test(url.hostname);
  return {
    host: url.hostname,
    port: Number(url.port || (tls ? 465 : 587)),
    security: tls ? "tls" : local ? "plain" : "starttls",
    from,
    ...user,
  };
}

function e164(phone: string): string {
  return phone.startsWith("+") ? phone : `+86${phone.replaceAll(/\D/g, "")}`;
}

async function saveToInbox(database: Database, message: InboxMessage): Promise<void> {
  await database.transact({ areas: [], purpose: "platform/demo-inbox" }, async ({ db, now }) => {
    await sql`insert into platform.demo_message (key, channel, recipient, body, at) values (${message.key}, ${message.channel}, ${message.to}, ${message.text}, ${now})
      on conflict (key) do nothing`.execute(db);
  });
}

/** SMS parts of a legal day, in this process: a crash forgets what was taken, and the cap then errs to the sending side once. */
function dailyBudget(cap: number): DailyBudget {
  let day = "";
  const taken = new Map<string, number>();
  return {
    async reserve(key, amount) {
      const today = legalDay(new Date());
      if (today !== day) {
        day = today;
        taken.clear();
      }
      if (taken.has(key)) return true;
      const used = [...taken.values()].reduce((sum, one) => sum + one, 0);
      if (used + amount > cap) return false;
      taken.set(key, amount);
      return true;
    },
    release: async (key) => void taken.delete(key),
  };
}
