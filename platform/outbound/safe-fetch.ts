import { lookup } from "node:dns/promises";
import { type ClientRequest, type IncomingMessage, request as httpRequest, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { isRefusal, type Refusal, refuse } from "../refusal.ts";
import { listOf, mayReach } from "./addresses.ts";

/** A host the operator allows us to call. */
export type AllowedHost = {
  /** A name, in lower case; never an address. */
  readonly host: string;
  /** 443 unless given. */
  readonly port?: number;
  /** Nets inside which this host may lie besides the public internet (IPv4): `10.20.0.0/16`. */
  readonly nets?: readonly string[];
};

export type OutboundRequest = {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type OutboundAnswer = { readonly status: number; readonly body: Buffer };

/** The answer, whatever its status, or a refusal; neither names the URL, which may hold a key. */
export type SafeFetch = (request: OutboundRequest) => Promise<OutboundAnswer | Refusal>;

export type OutboundSettings = {
  readonly hosts: readonly AllowedHost[];
  /** All addresses of a name; the system's resolver unless given. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  readonly timeoutMs?: number;
  /** Only tests give this: lets 127.0.0.1 be reached on these ports, over plain http too, and trusts this certificate. */
  readonly loopbackForTests?: { readonly ports: readonly number[]; readonly certificate?: string };
};

const LONGEST_URL = 2_048;
const MOST_SENT_BYTES = 1024 * 1024;
/** Gateways answer with a status and an id. */
const MOST_RECEIVED_BYTES = 64 * 1024;
/** Name, connection, TLS and answer together. */
const TIMEOUT_MS = 10_000;
const HTTPS_PORT = 443;

type Target = { readonly url: URL; readonly allowed: AllowedHost; readonly port: number };

/**
 * Calls hosts on a list and nothing else (TRUST.md case 16). The name is resolved once, every address it has is judged, and the connection
 * goes to the judged address, so that a name which changes its mind gains nothing. https only, no redirects, limits on time and size.
 * @throws if the settings themselves are wrong.
 */
export function createSafeFetch(settings: OutboundSettings): SafeFetch {
  for (const { host, nets } of settings.hosts) {
    if (host !== host.toLowerCase() || isIP(host) !== 0 || !URL.canParse(`https://${host}`))
      throw new Error(`${host} is no host name`);
    listOf(nets ?? []);
  }
  return async (request) => {
    const target = readTarget(request.url, settings);
    if (isRefusal(target)) return target;
    if (Buffer.byteLength(request.body ?? "") > MOST_SENT_BYTES) throw new Error("an outbound body over the limit");
    const signal = AbortSignal.timeout(settings.timeoutMs ?? TIMEOUT_MS);
    const address = await judgedAddress(target, settings, signal);
    if (isRefusal(address)) return address;
    return exchange(target, address, request, settings, signal);
  };
}

function readTarget(text: string, settings: OutboundSettings): Target | Refusal {
  if (text.length > LONGEST_URL || !URL.canParse(text)) return refuse("invalid", "outbound-url");
  const url = new URL(text);
  const loopback = settings.loopbackForTests;
  const scheme = url.protocol === "https:" || (url.protocol === "http:" && loopback !== undefined);
  if (!scheme || url.username !== "" || url.password !== "") return refuse("invalid", "outbound-url");
  const port = url.port === "" ? (url.protocol === "https:" ? HTTPS_PORT : 80) : Number(url.port);
  const allowed = settings.hosts.find((each) => each.host === url.hostname && (each.port ?? HTTPS_PORT) === port);
  return allowed === undefined ? refuse("invalid", "outbound-host") : { url, allowed, port };
}

async function judgedAddress(target: Target, settings: OutboundSettings, signal: AbortSignal): Promise<string | Refusal> {
  const resolve = settings.resolve ?? resolveBySystem;
  let addresses: readonly string[];
  try {
    addresses = await Promise.race([resolve(target.url.hostname), aborted(signal)]);
  } catch {
    return refuse("unavailable", "outbound-unreachable");
  }
  const loopback = settings.loopbackForTests?.ports.includes(target.port) === true;
  const reachable = (address: string) => mayReach(address, target.allowed.nets ?? []) || (loopback && address === "127.0.0.1");
  // One address that may not be reached condemns the name: honest names do not mix.
  if (!addresses.every(reachable)) return refuse("invalid", "outbound-address");
  // IPv4 first: many offices have no IPv6 route although names have IPv6 addresses.
  return addresses.toSorted((one, other) => isIP(one) - isIP(other))[0] ?? refuse("unavailable", "outbound-unreachable");
}

async function resolveBySystem(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map((found) => found.address);
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("too slow")), { once: true });
  });
}

function exchange(
  target: Target,
  address: string,
  request: OutboundRequest,
  settings: OutboundSettings,
  signal: AbortSignal,
): Promise<OutboundAnswer | Refusal> {
  const { url, port } = target;
  const body = Buffer.from(request.body ?? "", "utf8");
  const options: RequestOptions & { readonly servername: string; readonly ca?: string } = {
    host: address,
    port,
    method: request.method,
    path: `${url.pathname}${url.search}`,
    // Host and certificate stay those of the name; only the connection goes to the address.
    headers: { ...request.headers, host: url.host, "content-length": String(body.length), connection: "close" },
    servername: url.hostname,
    agent: false,
    signal,
    maxHeaderSize: 16 * 1024,
    ...(settings.loopbackForTests?.certificate === undefined ? {} : { ca: settings.loopbackForTests.certificate }),
  };
  return new Promise((resolve) => {
    const send = url.protocol === "https:" ? httpsRequest : httpRequest;
    // Set outright: an environment variable could otherwise switch the check off.
    const outgoing: ClientRequest = send({ ...options, rejectUnauthorized: true } as RequestOptions, (answer) => {
      readAnswer(answer).then(resolve, () => resolve(refuse("unavailable", "outbound-unreachable")));
    });
    outgoing.on("error", () => resolve(refuse("unavailable", "outbound-unreachable")));
    outgoing.end(body);
  });
}

async function readAnswer(answer: IncomingMessage): Promise<OutboundAnswer | Refusal> {
  const status = answer.statusCode ?? 0;
  if (status >= 300 && status < 400) {
    answer.destroy();
    return refuse("invalid", "outbound-redirect");
  }
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of answer) {
    bytes += (piece as Buffer).length;
    // Leaving the loop destroys the answer and with it the connection.
    if (bytes > MOST_RECEIVED_BYTES) return refuse("too-large", "outbound-answer");
    pieces.push(piece as Buffer);
  }
  return { status, body: Buffer.concat(pieces) };
}
