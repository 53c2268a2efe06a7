import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

/** Bits of authenticator data (Web Authentication Level 3, §6.1). */
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const BACKUP_ELIGIBLE = 0x08;
const ATTESTED = 0x40;

export type Twist = {
  readonly origin?: string;
  readonly challenge?: string;
  readonly rpId?: string;
  readonly type?: string;
  /** False: somebody pressed a button, and showed neither finger nor PIN. */
  readonly verified?: boolean;
  readonly counter?: number;
  /** Changes the answer after it was signed. */
  readonly forge?: boolean;
};

type Options = Readonly<Record<string, unknown>>;

/** A passkey of one's own: key pair, CBOR, COSE and signature made here, as a security key makes them. Twists tell lies. */
export class SoftwareAuthenticator {
  readonly id = randomBytes(32).toString("base64url");
  readonly #origin: string;
  readonly #private: KeyObject;
  readonly #cose: Buffer;
  #counter = 0;

  constructor(origin: string) {
    this.#origin = origin;
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.#private = privateKey;
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    // COSE_Key (RFC 9052 §7, RFC 9053 §7.1): kty EC2, alg ES256, crv P-256, x, y.
    this.#cose = cborMap([
      [1, cborInteger(2)],
      [3, cborInteger(-7)],
      [-1, cborInteger(1)],
      [-2, cborBytes(Buffer.from(x, "base64url"))],
      [-3, cborBytes(Buffer.from(y, "base64url"))],
    ]);
  }

  /** Answers creation options: `PublicKeyCredential.toJSON()` as text, with attestation of format none. */
  make(options: Options, twist: Twist = {}): string {
    const client = this.#clientData("webauthn.create", options, twist);
    const id = Buffer.from(this.id, "base64url");
    const attested = Buffer.concat([Buffer.alloc(16), uint16(id.length), id, this.#cose]);
    const { id: rpId } = options["rp"] as { readonly id: string };
    const data = Buffer.concat([this.#head(rpId, ATTESTED, twist), attested]);
    const attestation = cborMap([
      ["fmt", cborText("none")],
      ["attStmt", cborMap([])],
      ["authData", cborBytes(data)],
    ]);
    return this.#credential({
      clientDataJSON: client.toString("base64url"),
      attestationObject: attestation.toString("base64url"),
      transports: ["internal"],
    });
  }

  /** Answers request options with a signature. */
  use(options: Options, twist: Twist = {}): string {
    const client = this.#clientData("webauthn.get", options, twist);
    const data = this.#head(String(options["rpId"]), 0, twist);
    const hash = createHash("sha256").update(client).digest();
    const signature = sign("sha256", Buffer.concat([data, hash]), this.#private);
    if (twist.forge === true) data.writeUInt32BE(data.readUInt32BE(33) + 1, 33);
    return this.#credential({
      clientDataJSON: client.toString("base64url"),
      authenticatorData: data.toString("base64url"),
      signature: signature.toString("base64url"),
    });
  }

  #clientData(type: string, options: Options, twist: Twist): Buffer {
    const challenge = twist.challenge ?? options["challenge"];
    return Buffer.from(
      JSON.stringify({ type: twist.type ?? type, challenge, origin: twist.origin ?? this.#origin, crossOrigin: false }),
    );
  }

  #head(rpId: string, more: number, { verified = true, counter, rpId: other }: Twist): Buffer {
    this.#counter = counter ?? this.#counter + 1;
    const flags = USER_PRESENT | (verified ? USER_VERIFIED : 0) | BACKUP_ELIGIBLE | more;
    const party = createHash("sha256")
      .update(other ?? rpId)
      .digest();
    return Buffer.concat([party, Buffer.of(flags), uint32(this.#counter)]);
  }

  #credential(response: Readonly<Record<string, unknown>>): string {
    return JSON.stringify({ id: this.id, rawId: this.id, type: "public-key", clientExtensionResults: {}, response });
  }
}

/** RFC 8949 §3: major type and argument. */
function cborHead(major: number, value: number): Buffer {
  const type = major << 5;
  if (value < 24) return Buffer.of(type | value);
  if (value < 0x100) return Buffer.of(type | 24, value);
  return Buffer.concat([Buffer.of(type | 25), uint16(value)]);
}

function cborInteger(value: number): Buffer {
  return value >= 0 ? cborHead(0, value) : cborHead(1, -1 - value);
}

function cborBytes(bytes: Buffer): Buffer {
  return Buffer.concat([cborHead(2, bytes.length), bytes]);
}

function cborText(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  return Buffer.concat([cborHead(3, bytes.length), bytes]);
}

function cborMap(entries: readonly (readonly [string | number, Buffer])[]): Buffer {
  const parts = entries.flatMap(([key, value]) => [typeof key === "number" ? cborInteger(key) : cborText(key), value]);
  return Buffer.concat([cborHead(5, entries.length), ...parts]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
