import { randomUUID } from "node:crypto";
import type { InputOf, OutputOf, Signature } from "#platform/contract.ts";

/** Somebody of the demo town who calls the house as a machine does: for what is not the point of a journey. */
export type Caller = <S extends Signature>(signature: S, input: InputOf<S>) => Promise<OutputOf<S>>;

/** @param url of the server; @param phone whose sign-in the demo offers */
export async function callAs(url: string, phone: string): Promise<Caller> {
  const send = async (signature: Pick<Signature, "name" | "kind">, input: object, token?: string): Promise<unknown> => {
    const asked = signature.kind === "query" ? `?${new URLSearchParams(input as Record<string, string>).toString()}` : "";
    const response = await fetch(`${url}/api/v1/t/qinghe/${signature.name}${asked}`, {
      method: signature.kind === "query" ? "GET" : "POST",
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(signature.kind === "query" ? {} : { "content-type": "application/json", "idempotency-key": randomUUID() }),
      },
      ...(signature.kind === "query" ? {} : { body: JSON.stringify(input) }),
    });
    const body = await response.text();
    if (!response.ok) throw new Error(`${signature.name} was answered ${response.status}: ${body}`);
    return JSON.parse(body);
  };
  const { token } = (await send({ name: "accounts/demo-sign-in", kind: "action" }, { phone })) as { readonly token: string };
  return async (signature, input) => (await send(signature, input, token)) as never;
}
