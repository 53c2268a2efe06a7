import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import type { Static } from "typebox";
import type { InputOf, OutputOf, Signature } from "#platform/contract.ts";
import type { Problem } from "#platform/http/problem.ts";

/** A problem as the API answers it, with its HTTP status. */
export type Refused = Static<typeof Problem>;

export type CallOptions = {
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Calls from here just once. */
  readonly address?: string;
};

/** Somebody who calls the house: a visitor, or a person signed in. Everything goes through HTTP, as in earnest. */
export type TestClient = {
  readonly token: string | undefined;
  /** The answer of an action or query. @throws an error that tells the refusal, when it is one. */
  readonly call: <S extends Signature>(signature: S, input: InputOf<S>, options?: CallOptions) => Promise<OutputOf<S>>;
  /** The refusal of an action or query. @throws when it was not refused. */
  readonly refused: <S extends Signature>(signature: S, input: InputOf<S>, options?: CallOptions) => Promise<Refused>;
  /** A call by its name, with whatever input, and its bare answer: what a stranger would send. */
  readonly send: (signature: Signature, input: unknown, options?: CallOptions) => Promise<LightMyRequestResponse>;
  /** One file through the upload door, as a browser's form sends it. */
  readonly upload: (purpose: string, file: UploadedFile) => Promise<LightMyRequestResponse>;
  /** Any request as this person: pages, files. */
  readonly fetch: (options: InjectOptions & { readonly url: string }) => Promise<LightMyRequestResponse>;
  /** The same person, at another tenant's door. */
  readonly at: (tenant: string) => TestClient;
};

export type UploadedFile = { readonly name: string; readonly bytes: Buffer; readonly type?: string };

export type Caller = {
  readonly tenant: string;
  readonly token?: string;
  readonly receipt?: string;
  /** Network address: limits count by it. */
  readonly address?: string;
};

export function testClient(app: FastifyInstance, caller: Caller): TestClient {
  const fetch: TestClient["fetch"] = async (options) =>
    await app.inject({
      ...(caller.address === undefined ? {} : { remoteAddress: caller.address }),
      ...options,
      headers: { ...identity(caller), ...options.headers },
    });
  const send: TestClient["send"] = async (signature, input, options = {}) => {
    const url = `/api/v1/t/${caller.tenant}/${signature.name}`;
    const headers = { ...(options.key === undefined ? {} : { "idempotency-key": options.key }), ...options.headers };
    const from = options.address === undefined ? {} : { remoteAddress: options.address };
    return signature.kind === "action"
      ? await fetch({ method: "POST", url, headers, payload: input as object, ...from })
      : await fetch({ method: "GET", url, headers, query: queryOf(input), ...from });
  };
  return {
    token: caller.token,
    fetch,
    send,
    upload: async (purpose, file) => {
      const url = `/api/v1/t/${caller.tenant}/files?purpose=${encodeURIComponent(purpose)}`;
      return await fetch({ method: "POST", url, ...multipartOf(file) });
    },
    call: async (signature, input, options) => {
      const answer = await send(signature, input, options);
      if (answer.statusCode !== 200) throw new Error(`${signature.name} was answered ${answer.statusCode}: ${answer.body}`);
      return answer.json();
    },
    refused: async (signature, input, options) => {
      const answer = await send(signature, input, options);
      if (answer.statusCode === 200) throw new Error(`${signature.name} was not refused: ${answer.body}`);
      return answer.json();
    },
    at: (tenant) => testClient(app, { ...caller, tenant }),
  };
}

/** RFC 7578, by hand: what a hostile sender writes into a name must arrive as it is. */
function multipartOf({ name, bytes, type }: UploadedFile) {
  const boundary = `gongzhi-${bytes.length}-boundary`;
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name.replaceAll('"', "%22")}"\r\ncontent-type: ${type ?? "application/octet-stream"}\r\n\r\n`;
  return {
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

function identity(caller: Caller): Readonly<Record<string, string>> {
  return {
    ...(caller.token === undefined ? {} : { authorization: `Bearer ${caller.token}` }),
    ...(caller.receipt === undefined ? {} : { "receipt-code": caller.receipt }),
  };
}

function queryOf(input: unknown): Record<string, string | string[]> {
  const given = Object.entries((input ?? {}) as Readonly<Record<string, unknown>>).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]));
}
