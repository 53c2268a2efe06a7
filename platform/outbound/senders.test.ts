import { createHmac, createSecretKey } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type Refusal, refuse } from "../refusal.ts";
import { withDailyCap } from "./daily-cap.ts";
import { demoMail, smtpMail } from "./mail.ts";
import type { OutboundAnswer, OutboundRequest } from "./safe-fetch.ts";
import { demoSms, type InboxMessage, type SmsMessage, smsParts, webhookSms } from "./sms.ts";

const SECRET = createSecretKey(Buffer.from("a secret shared with the gateway"));
const MESSAGE: SmsMessage = {
  to: "+8613800138000",
  text: "您的诉求已受理。",
  template: "T1",
  parameters: { a: "b" },
  key: "m-1",
};
const WEBHOOK = { url: "https://sms.example/send?key=hidden", secret: SECRET };

function gateway(outcome: OutboundAnswer | Refusal) {
  const requests: OutboundRequest[] = [];
  const send = webhookSms(
    (request) => {
      requests.push(request);
      return Promise.resolve(outcome);
    },
    WEBHOOK,
    () => new Date("2026-11-23T01:00:00.500Z"),
  );
  return { requests, send };
}

function answer(status: number, body = ""): OutboundAnswer {
  return { status, body: Buffer.from(body) };
}

describe("text messages through a gateway", () => {
  test("are posted signed, with one key for every try", async () => {
    const { requests, send } = gateway(answer(200, '{"reference":"r-9","cost":3}'));
    expect(await send(MESSAGE)).toEqual({ sent: true, reference: "r-9" });
    const [request] = requests;
    const { key, ...rest } = MESSAGE;
    expect(JSON.parse(request?.body ?? "")).toEqual(rest);
    const signature = createHmac("sha256", SECRET).update(`m-1.1795395600.${request?.body}`).digest("base64");
    expect(request?.headers).toMatchObject({
      "idempotency-key": key,
      "webhook-id": key,
      "webhook-timestamp": "1795395600",
      "webhook-signature": `v1,${signature}`,
    });
  });

  test.each([
    [answer(202, "ok"), { sent: true }],
    [answer(200, '{"reference":"<script>"}'), { sent: true }],
    [answer(429), { kind: "unavailable", code: "sms-unavailable", facts: { status: 429 } }],
    [answer(503), { kind: "unavailable", code: "sms-unavailable" }],
    [answer(400, "13800138000 is on the black list"), { kind: "invalid", code: "sms-refused", facts: { status: 400 } }],
    [refuse("unavailable", "outbound-unreachable"), { kind: "unavailable", code: "outbound-unreachable" }],
  ])("the answer %j gives %j", async (outcome, expected) => {
    const result = await gateway(outcome).send(MESSAGE);
    expect(result).toMatchObject(expected);
    expect(JSON.stringify(result)).not.toMatch(/13800138000|受理|hidden|script/);
  });

  test.each([{ to: "13800138000" }, { to: "+867165881234" }, { to: "+8612345678901" }, { text: "" }, { text: "长".repeat(671) }])(
    "%j is refused before anything is sent",
    async (wrong) => {
      const { requests, send } = gateway(answer(200));
      expect(await send({ ...MESSAGE, ...wrong })).toMatchObject({ refused: true, kind: "invalid" });
      expect(requests).toEqual([]);
    },
  );

  test("parts are counted as gateways do", () => {
    expect([1, 70, 71, 134, 135, 670].map((length) => smsParts("长".repeat(length)))).toEqual([1, 1, 2, 2, 3, 10]);
  });
});

test("the demonstration's inbox keeps messages instead of sending them", async () => {
  const inbox: InboxMessage[] = [];
  const save = (message: InboxMessage) => Promise.resolve(void inbox.push(message));
  expect(await demoSms(save)(MESSAGE)).toEqual({ sent: true });
  expect(await demoMail(save)({ to: "a@example.cn", subject: "通知", text: "正文", key: "m-2" })).toEqual({ sent: true });
  expect(await demoSms(save)({ ...MESSAGE, to: "1" })).toMatchObject({ code: "sms-number" });
  expect(inbox).toEqual([
    { channel: "sms", to: MESSAGE.to, text: MESSAGE.text, key: "m-1" },
    { channel: "mail", to: "a@example.cn", subject: "通知", text: "正文", key: "m-2" },
  ]);
});

describe("the daily cap", () => {
  function capped(capCents: number, outcome: (message: SmsMessage) => { readonly sent: true } | Refusal) {
    const taken = new Map<string, number>();
    const budget = {
      reserve: (key: string, cents: number) => {
        const others = [...taken].filter(([other]) => other !== key).reduce((sum, [, each]) => sum + each, 0);
        if (others + cents > capCents) return Promise.resolve(false);
        taken.set(key, cents);
        return Promise.resolve(true);
      },
      release: (key: string) => Promise.resolve(void taken.delete(key)),
    };
    let sent = 0;
    const send = withDailyCap(
      (message: SmsMessage) => {
        sent += 1;
        return Promise.resolve(outcome(message));
      },
      (message) => 4 * smsParts(message.text),
      budget,
    );
    return { send, taken, sentCount: () => sent };
  }

  test("10,000 messages cost no more than the cap", async () => {
    const { send, taken, sentCount } = capped(1_000, () => ({ sent: true }));
    let refused = 0;
    for (let at = 0; at < 10_000; at++) if ("refused" in (await send({ ...MESSAGE, key: `k${at}` }))) refused += 1;
    expect([sentCount(), refused]).toEqual([250, 9_750]);
    expect([...taken.values()].reduce((sum, each) => sum + each, 0)).toBe(1_000);
  });

  test("what was refused for good gives its cost back; what may have been sent does not, and its next try is free", async () => {
    const refusing = capped(4, () => refuse("invalid", "sms-refused"));
    await refusing.send(MESSAGE);
    expect(refusing.taken.size).toBe(0);
    const unsure = capped(4, () => refuse("unavailable", "sms-unavailable"));
    await unsure.send(MESSAGE);
    expect(unsure.taken.get("m-1")).toBe(4);
    expect(await unsure.send(MESSAGE)).toMatchObject({ code: "sms-unavailable" });
    expect(await unsure.send({ ...MESSAGE, key: "m-2" })).toMatchObject({ kind: "too-many", code: "daily-cap" });
  });
});

describe("mail over SMTP", () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  /** Enough of RFC 5321 to take one message, or to refuse it as told. */
  async function smtp(rcptReply = "250 ok"): Promise<{ readonly port: number; readonly received: string[] }> {
    const received: string[] = [];
    const talk = (socket: Socket) => {
      let inData = false;
      let buffered = "";
      socket.write("220 test\r\n");
      socket.on("error", () => undefined);
      socket.on("data", (piece) => {
        buffered += piece.toString("utf8");
        for (let end = buffered.indexOf("\r\n"); end >= 0; end = buffered.indexOf("\r\n")) {
          const line = buffered.slice(0, end);
          buffered = buffered.slice(end + 2);
          received.push(line);
          if (inData && line !== ".") continue;
          const wasData = inData;
          inData = /^DATA/i.test(line);
          if (wasData) socket.write("250 taken\r\n");
          else if (inData) socket.write("354 go on\r\n");
          else if (/^STARTTLS/i.test(line)) socket.write("454 no TLS here\r\n");
          else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
          else socket.write(/^RCPT/i.test(line) ? `${rcptReply}\r\n` : "250 ok\r\n");
        }
      });
    };
    const started = createServer(talk);
    server = started;
    await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
    return { port: (started.address() as AddressInfo).port, received };
  }

  const from = "公治 <noreply@example.cn>";
  const mail = { to: "zhang@example.cn", subject: "会议通知\r\nBcc: all@example.cn", text: "周三开会。", key: "m-7" };

  test("a message arrives once, under an id of its key, its subject no header of its own", async () => {
    const { port, received } = await smtp();
    const send = smtpMail({ host: "127.0.0.1", port, security: "plain", from });
    const [one, again] = [await send(mail), await send(mail)];
    expect(one).toEqual(again);
    expect(one).toMatchObject({ sent: true });
    expect(received.filter((line) => /^RCPT/i.test(line))).toEqual(["RCPT TO:<zhang@example.cn>", "RCPT TO:<zhang@example.cn>"]);
    expect(received.filter((line) => /^Bcc/i.test(line))).toEqual([]);
    expect(received).toContain("Auto-Submitted: auto-generated");
  });

  test.each([
    ["550 zhang@example.cn: no such user", { kind: "invalid", code: "mail-refused", facts: { status: 550 } }],
    ["451 come back later", { kind: "unavailable", code: "mail-unavailable", facts: { status: 451 } }],
  ])("a server that says %s is told apart, and not quoted", async (reply, expected) => {
    const { port } = await smtp(reply);
    const outcome = await smtpMail({ host: "127.0.0.1", port, security: "plain", from })(mail);
    expect(outcome).toMatchObject(expected);
    expect(JSON.stringify(outcome)).not.toContain("zhang");
  });

  test("a server that is away, or has no TLS where it is demanded, is unavailable", async () => {
    const { port } = await smtp();
    expect(await smtpMail({ host: "127.0.0.1", port, security: "starttls", from })(mail)).toMatchObject({
      code: "mail-unavailable",
    });
    expect(await smtpMail({ host: "127.0.0.1", port: 1, security: "plain", from })(mail)).toMatchObject({
      code: "mail-unavailable",
    });
  });

  test("without TLS only to this host", () => {
    expect(() => smtpMail({ host: "mail.example.cn", port: 25, security: "plain", from })).toThrow(/TLS/);
  });

  test.each([
    "",
    "zhang",
    "a@b@c",
    "a@example.cn, b@example.cn",
    "a@example.cn\r\nRCPT TO:<b@example.cn>",
    "<a@example.cn>",
    `${"a".repeat(65)}@example.cn`,
  ])("the address %j is refused", async (to) => {
    const send = smtpMail({ host: "127.0.0.1", port: 1, security: "plain", from });
    expect(await send({ ...mail, to })).toMatchObject({ kind: "invalid", code: "mail-address" });
  });
});
