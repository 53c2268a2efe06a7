import { useEffect, useRef, useState } from "react";
import { Notice, useText } from "#ui-kit/index.ts";

type Json = Readonly<Record<string, unknown>>;

type Props = {
  readonly kind: "make" | "use";
  /** What the server asks of the device: creation or request options as JSON (Web Authentication Level 3, §5.4, §5.5). */
  readonly options: Json;
};

/**
 * Stands inside the form of an act that takes an authenticator's `answer`: when the form is sent without one, the device is asked first, and
 * the form goes on with what it says.
 */
export function AskDevice({ kind, options }: Props) {
  const t = useText("accounts");
  const place = useRef<HTMLDivElement>(null);
  const [trouble, setTrouble] = useState<"unsupported" | "failed">();
  useEffect(() => {
    const form = place.current?.closest("form");
    const field = form?.elements.namedItem("answer");
    if (!form || !(field instanceof HTMLInputElement)) return undefined;
    const ask = async () => {
      if (!("credentials" in navigator) || !("PublicKeyCredential" in globalThis)) return setTrouble("unsupported");
      setTrouble(undefined);
      try {
        field.value = JSON.stringify(await askDevice(kind, options));
        form.requestSubmit();
      } catch {
        setTrouble("failed"); // Given up, timed out, no key of ours: the device tells the reader which.
      }
    };
    const instead = (event: SubmitEvent) => {
      if (field.value !== "") return;
      event.preventDefault();
      void ask();
    };
    form.addEventListener("submit", instead);
    return () => form.removeEventListener("submit", instead);
  }, [kind, options]);
  return (
    <div ref={place}>
      <noscript>
        <Notice tone="warn">{t("passkeys.needsScript")}</Notice>
      </noscript>
      {trouble === undefined ? undefined : (
        <Notice tone="warn">
          <p role="alert">{t(`passkeys.${trouble}`)}</p>
        </Notice>
      )}
    </div>
  );
}

async function askDevice(kind: Props["kind"], options: Json): Promise<Json> {
  const credential =
    kind === "make"
      ? await navigator.credentials.create({ publicKey: withBytes(options) as never })
      : await navigator.credentials.get({ publicKey: withBytes(options) as never });
  if (!(credential instanceof PublicKeyCredential)) throw new Error("the device gave no key");
  return answerOf(credential);
}

/** Bytes travel as base64url; browsers before 2024 do not read it by themselves. */
function withBytes(options: Json): Json {
  const { challenge, user, excludeCredentials, allowCredentials } = options;
  const keys = (list: unknown) =>
    Array.isArray(list) ? (list as readonly Json[]).map((key) => ({ ...key, id: toBytes(key["id"]) })) : undefined;
  return {
    ...options,
    challenge: toBytes(challenge),
    ...(user === undefined ? {} : { user: { ...(user as Json), id: toBytes((user as Json)["id"]) } }),
    ...(excludeCredentials === undefined ? {} : { excludeCredentials: keys(excludeCredentials) }),
    ...(allowCredentials === undefined ? {} : { allowCredentials: keys(allowCredentials) }),
  };
}

function answerOf(credential: PublicKeyCredential): Json {
  const { response } = credential;
  const said: Record<string, unknown> = { clientDataJSON: toText(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    said["attestationObject"] = toText(response.attestationObject);
    said["transports"] = response.getTransports();
  }
  if (response instanceof AuthenticatorAssertionResponse) {
    said["authenticatorData"] = toText(response.authenticatorData);
    said["signature"] = toText(response.signature);
    if (response.userHandle !== null) said["userHandle"] = toText(response.userHandle);
  }
  const { id, type } = credential;
  return { id, rawId: toText(credential.rawId), type, clientExtensionResults: {}, response: said };
}

function toBytes(text: unknown): Uint8Array {
  const plain = String(text).replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(plain), (letter) => letter.codePointAt(0) ?? 0);
}

function toText(bytes: ArrayBuffer): string {
  const letters = [...new Uint8Array(bytes)].map((byte) => String.fromCodePoint(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
