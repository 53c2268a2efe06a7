import { CAPABILITIES } from "#apps/capabilities.ts";
import { buildRegistry, type Entry } from "#platform/registry/registry.ts";
import { CommandRefusal, type Command, type CommandInput } from "../command.ts";

const HELP = `
Calls the running server's API: whatever a page can do, a script can. The input is JSON, as an argument or with - from standard
input. --token is a session token (accounts/sign-in gives one; GONGZHI_TOKEN works too); without it the call is a visitor's.
--key makes an action idempotent: the same key and input are done once. Exit code 0: done; 1: refused, the problem is printed.

  gongzhi call --list
  gongzhi call appeals/raise-appeal --schema
  gongzhi call appeals/list-public-appeals --tenant qinghe
  gongzhi call appeals/raise-appeal --tenant qinghe --token T --key "$(uuidgen)" '{"text": "路灯坏了三天", "mode": "named"}'`;

const TIMEOUT_MS = 60_000;

export const command: Command = {
  summary: "Calls any action or query of a running server.",
  usage: "CAPABILITY/NAME [JSON | -] [--tenant SLUG] [--token TOKEN] [--key KEY] [--url URL] | --list",
  help: HELP,
  options: {
    tenant: { type: "string" },
    token: { type: "string" },
    key: { type: "string" },
    url: { type: "string" },
    list: { type: "boolean" },
    schema: { type: "boolean" },
  },
  run: async (input) => {
    const { entries } = buildRegistry(CAPABILITIES);
    if (input.values["list"] === true) return list(input, [...entries.values()]);
    const [name] = input.positionals;
    const entry = name === undefined ? undefined : entries.get(name);
    if (entry === undefined)
      throw new CommandRefusal("no-such-action", `there is no action or query ${name ?? ""}: gongzhi call --list names them`);
    if (input.values["schema"] === true) {
      const { signature } = entry;
      input.stdout.write(
        `${JSON.stringify({ name: signature.name, summary: signature.summary, input: signature.input, output: signature.output, refusals: signature.refusals }, undefined, 2)}\n`,
      );
      return 0;
    }
    return await call(input, entry);
  },
};

function list({ stdout }: CommandInput, entries: readonly Entry[]): number {
  for (const { signature } of entries)
    stdout.write(`${signature.kind.padEnd(7)} ${signature.name.padEnd(40)} ${signature.summary}\n`);
  return 0;
}

async function call(input: CommandInput, { signature, validator }: Entry): Promise<number> {
  const body = await readInput(input.positionals[1]);
  const fields = validator.errors(body);
  if (fields !== null)
    throw new CommandRefusal(
      "invalid-input",
      `the input does not fit: ${fields.map((field) => `${field.pointer || "/"} ${field.code}`).join("; ")} (--schema shows what it takes)`,
    );
  const response = await send(input, signature.kind, signature.name, body);
  input.stdout.write(`${await response.text()}\n`);
  return response.ok ? 0 : 1;
}

async function readInput(argument: string | undefined): Promise<unknown> {
  const text = argument === "-" ? await readAll() : (argument ?? "{}");
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandRefusal("not-json", "the input is not JSON");
  }
}

async function readAll(): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of process.stdin) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("utf8");
}

async function send({ values }: CommandInput, kind: "action" | "query", name: string, body: unknown): Promise<Response> {
  const base = String(values["url"] ?? process.env["PUBLIC_URL"] ?? `http://localhost:${process.env["PORT"] ?? "3000"}`);
  if (typeof values["tenant"] !== "string") throw new CommandRefusal("which-tenant", "name the tenant with --tenant");
  const url = new URL(`/api/v1/t/${encodeURIComponent(values["tenant"])}/${name}`, base);
  const token = values["token"] ?? process.env["GONGZHI_TOKEN"];
  const headers: Record<string, string> = {
    ...(token === undefined ? {} : { authorization: `Bearer ${String(token)}` }),
    ...(values["key"] === undefined ? {} : { "idempotency-key": String(values["key"]) }),
  };
  if (kind === "query")
    for (const [key, value] of Object.entries(body as object))
      for (const one of [value].flat()) url.searchParams.append(key, String(one));
  const request =
    kind === "query"
      ? { headers }
      : { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) };
  try {
    return await fetch(url, { ...request, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    throw new CommandRefusal("no-server", `no server answers at ${base}: is npm start running, and is --url right?`);
  }
}
