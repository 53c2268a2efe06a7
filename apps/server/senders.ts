import { createSecretKey } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "#platform/db/database.ts";
import type { House } from "#platform/house.ts";
import { withDailyCap } from "#platform/outbound/daily-cap.ts";
import { keptBudget } from "#platform/outbound/kept-budget.ts";
import { demoMail, smtpMail, type SmtpServer } from "#platform/outbound/mail.ts";
import { createSafeFetch } from "#platform/outbound/safe-fetch.ts";
import { demoSms, smsParts, webhookSms, type InboxMessage } from "#platform/outbound/sms.ts";
import { StartRefusal } from "#platform/postgres/start-refusal.ts";
import { isRefusal } from "#platform/refusal.ts";
import type { Config } from "./config.ts";

type Senders = Pick<House, "sends" | "sendSms" | "sendMail">;

/** Numbers nobody here has signed in with may use so much of the day's SMS: whoever makes numbers up shuts out no resident. */
const STRANGERS_SHARE = 3 / 4;

/** SMS by webhook and e-mail by SMTP where they are set; otherwise both lie in the demo's inbox, or, without a demo, are not sent. */
export function makeSenders(config: Config, database: Database): Senders {
  const save = async (message: InboxMessage) => await saveToInbox(database, message);
  const sms = config.sms === undefined ? demoSms(save) : webhookSender(config.sms);
  const mail = config.smtpUrl === undefined ? demoMail(save) : smtpMail(readSmtp(config.smtpUrl, config.mailFrom));
  const capped = (most: number) => withDailyCap(sms, (message) => smsParts(message.text), keptBudget(database, most));
  const toKnown = capped(config.smsDailyCap);
  const toStrangers = capped(Math.floor(config.smsDailyCap * STRANGERS_SHARE));
  const sends = { sms: config.demo || config.sms !== undefined, mail: config.demo || config.smtpUrl !== undefined };
  return {
    sends,
    sendSms: async ({ stranger, ...message }) => {
      const send = stranger === true ? toStrangers : toKnown;
      if (sends.sms) orThrow(await send({ ...message, to: e164(message.to) }));
    },
    sendMail: async (message) => {
      if (sends.mail) orThrow(await mail(message));
    },
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
