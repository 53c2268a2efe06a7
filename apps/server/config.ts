import { resolve } from "node:path";
import { StartRefusal } from "#platform/postgres/start-refusal.ts";

/** Everything a deployer can set, from the environment and the command line; `.env.example` tells what each is for. */
export type Config = {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  /** Past a pooler, for the one connection that listens; without it the job queue polls. */
  readonly directUrl: string | undefined;
  /** Statements kept by name on their connections: with the embedded database, and elsewhere when it is said that no pooler stands between. */
  readonly preparedStatements: boolean;
  readonly publicUrl: URL;
  /** Demo sign-ins and inbox: only on a loopback address, or when `--demo` is said aloud. */
  readonly demo: boolean;
  /** Begin with the guided set-up in place of the demo township. */
  readonly empty: boolean;
  readonly trustProxy: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly sms: { readonly url: URL; readonly secret: string } | undefined;
  readonly smsDailyCap: number;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly clamd: string | undefined;
};

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
const LOOPBACK = new Set(["localhost", "127.0.0.1", "::1", "[::1]"]);
const DEFAULT_SMS_DAILY_CAP = 2_000;

export function readConfig(env: NodeJS.ProcessEnv, argv: readonly string[], cwd: string): Config {
  for (const flag of argv) {
    if (flag !== "--demo" && flag !== "--empty")
      throw new StartRefusal("unknown-option", `npm start takes --demo and --empty; ${flag} is neither.`);
  }
  const host = env["HOST"] || "localhost";
  const port = readInteger(env, "PORT", 3000, 0, 65_535);
  const empty = argv.includes("--empty");
  return {
    host,
    port,
    dataDir: resolve(cwd, env["DATA_DIR"] || "data"),
    databaseUrl: env["DATABASE_URL"] || undefined,
    directUrl: env["DATABASE_URL"] ? env["DATABASE_DIRECT_URL"] || undefined : undefined,
    preparedStatements: !env["DATABASE_URL"] || env["DATABASE_DIRECT"] === "1",
    publicUrl: readUrl("PUBLIC_URL", env["PUBLIC_URL"] || `http://${host.includes(":") ? `[${host}]` : host}:${port}`),
    demo: argv.includes("--demo") || (LOOPBACK.has(host) && !empty),
    empty,
    trustProxy: env["TRUST_PROXY"] === "1",
    logLevel: readLevel(env["LOG_LEVEL"]),
    sms: env["SMS_WEBHOOK_URL"]
      ? { url: readUrl("SMS_WEBHOOK_URL", env["SMS_WEBHOOK_URL"]), secret: required(env, "SMS_WEBHOOK_SECRET") }
      : undefined,
    smsDailyCap: readInteger(env, "SMS_DAILY_CAP", DEFAULT_SMS_DAILY_CAP, 0, 10_000_000),
    smtpUrl: env["SMTP_URL"] || undefined,
    mailFrom: env["MAIL_FROM"] || "gongzhi@localhost",
    clamd: env["CLAMD"] || undefined,
  };
}

function readInteger(env: NodeJS.ProcessEnv, name: string, fallback: number, least: number, most: number): number {
  const text = env[name];
  if (text === undefined || text === "") return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    throw new StartRefusal("bad-setting", `${name}=${text} must be a whole number from ${least} to ${most}.`);
  return value;
}

function readUrl(name: string, text: string): URL {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new StartRefusal("bad-setting", `${name}=${text} must be an http(s) address.`);
  return new URL(text);
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === "") throw new StartRefusal("bad-setting", `${name} must be set as well.`);
  return value;
}

function readLevel(text: string | undefined): Config["logLevel"] {
  const level = LOG_LEVELS.find((one) => one === (text || "info"));
  if (level === undefined) throw new StartRefusal("bad-setting", `LOG_LEVEL=${text} must be one of ${LOG_LEVELS.join(", ")}.`);
  return level;
}
