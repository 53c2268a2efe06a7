import { isIP } from "node:net";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  type RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { bind, type ActionContext } from "#platform/capability.ts";
import { everyone, signedIn } from "#platform/policy.ts";
import { isRefusal, refuse, type Refusal } from "#platform/refusal.ts";
import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  removePasskey,
  renamePasskey,
  signInWithPasskey,
} from "../contract/passkeys.ts";
import {
  deleteOwnPasskey,
  findPasskeys,
  insertChallenge,
  insertPasskey,
  lockPasskey,
  notePasskeyUse,
  renameOwnPasskey,
  takeChallenge,
  type ChallengePurpose,
  type PasskeyRow,
} from "../store/passkeys.ts";
import { isDisabled } from "../store/interventions.ts";
import { beginSession, endSession } from "../store/sessions.ts";
import { hasTotp } from "../store/totp.ts";
import { secondFactorFirst } from "./second-factor-first.ts";
import { VILLAGE_HOUR } from "./village-hour.ts";

/** Web Authentication Level 3, §13.4.3: at least 16 random bytes. */
const CHALLENGE_BYTES = 32;
const CHALLENGE_MS = 5 * 60_000;
/** Phone, work computer, a key in the safe: more is nobody's overview. */
const MOST_PASSKEYS = 10;
/** COSE: EdDSA, ES256, RS256. What authenticators have. */
const ALGORITHMS = [-8, -7, -257];

/** Whom a passkey is for. Browsers bind it to a name, and take none for a bare address. */
type RelyingParty = { readonly id: string; readonly origin: string };

function relyingPartyOf({ house }: ActionContext): RelyingParty | Refusal {
  const { hostname, origin } = house.publicUrl;
  const isAddress = isIP(hostname.replaceAll(/[[\]]/g, "")) !== 0;
  return isAddress ? refuse("conflict", "passkeys-need-a-name", { facts: { host: hostname } }) : { id: hostname, origin };
}

async function keepChallenge(context: ActionContext, purpose: ChallengePurpose, accountId: string | null) {
  const id = context.newId();
  const bytes = Uint8Array.from(context.random(CHALLENGE_BYTES));
  const challenge = Buffer.from(bytes).toString("base64url");
  const expiresAt = new Date(context.now.getTime() + CHALLENGE_MS);
  await insertChallenge(context.tx, { id, accountId, purpose, challenge, expiresAt });
  return { id, bytes };
}

export const beginPasskeyBound = bind(beginPasskey, {
  policy: signedIn,
  keepsAnswer: false,
  run: async (context) => {
    const { tx, actor, tenant } = context;
    const accountId = actor.accountId ?? "";
    const party = relyingPartyOf(context);
    const first = await secondFactorFirst(context);
    const known = await findPasskeys(tx, accountId);
    if (isRefusal(party)) return party;
    if (first !== undefined) return first;
    if (known.length >= MOST_PASSKEYS) return refuse("conflict", "too-many-passkeys", { facts: { most: MOST_PASSKEYS } });
    const { id, bytes } = await keepChallenge(context, "passkey-add", accountId);
    const options = await generateRegistrationOptions({
      rpName: tenant.name,
      rpID: party.id,
      userID: Uint8Array.from(Buffer.from(accountId.replaceAll("-", ""), "hex")),
      // Kept on the reader's own device, to tell this key from others.
      userName: actor.name ?? tenant.name,
      challenge: bytes,
      timeout: CHALLENGE_MS,
      attestationType: "none",
      excludeCredentials: known.map(descriptorOf),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      supportedAlgorithmIDs: ALGORITHMS,
    });
    return { challengeId: id, options: { ...options } };
  },
});

export const addPasskeyBound = bind(addPasskey, {
  policy: signedIn,
  keepsAnswer: false,
  run: async (context, input) => {
    const { tx, actor } = context;
    const accountId = actor.accountId ?? "";
    const party = relyingPartyOf(context);
    const first = await secondFactorFirst(context);
    if (isRefusal(party)) return party;
    if (first !== undefined) return first;
    if ((await findPasskeys(tx, accountId)).length >= MOST_PASSKEYS)
      return refuse("conflict", "too-many-passkeys", { facts: { most: MOST_PASSKEYS } });
    const challenge = await takeChallenge(tx, input.challengeId, "passkey-add", accountId);
    if (challenge === undefined) return refuse("gone", "challenge-over");
    const made = await verifyMade(input.answer, challenge, party);
    // A challenge is good once, whatever was answered.
    if (made === undefined) return context.keep(refuse("invalid", "passkey-not-valid"));
    const { id, publicKey, counter, transports = [] } = made;
    const key = { credential_id: id, account_id: accountId, public_key: publicKey, sign_count: counter, transports };
    if (!(await insertPasskey(tx, { ...key, label: input.label }))) return context.keep(refuse("invalid", "passkey-not-valid"));
    if (actor.strong !== true) {
      await endSession(context);
      await beginSession(context, accountId, "passkey", true);
    }
    return { done: true };
  },
});

async function verifyMade(answer: string, challenge: string, party: RelyingParty) {
  const response = parse<RegistrationResponseJSON>(answer);
  if (response === undefined) return undefined;
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => undefined); // It throws for whatever does not fit: each is the same no.
  return verified?.verified === true ? verified.registrationInfo.credential : undefined;
}

export const renamePasskeyBound = bind(renamePasskey, {
  policy: signedIn,
  run: async ({ tx, actor }, { passkey, label }) =>
    (await renameOwnPasskey(tx, actor.accountId ?? "", passkey, label)) ? { done: true } : refuse("absent", "absent"),
});

export const removePasskeyBound = bind(removePasskey, {
  policy: signedIn,
  run: async (context, { passkey }) => {
    const { tx, actor } = context;
    const accountId = actor.accountId ?? "";
    const first = await secondFactorFirst(context);
    if (first !== undefined) return first;
    if (!(await deleteOwnPasskey(tx, accountId, passkey))) return refuse("absent", "absent");
    // Whoever holds a post would be left with a phone's code alone.
    const left = (await findPasskeys(tx, accountId)).length > 0 || (await hasTotp(tx, accountId));
    return left || actor.posts.length === 0 ? { done: true } : refuse("conflict", "last-second-factor");
  },
});

export const beginPasskeySignInBound = bind(beginPasskeySignIn, {
  policy: everyone,
  keepsAnswer: false,
  limits: [VILLAGE_HOUR],
  run: async (context) => {
    const party = relyingPartyOf(context);
    if (isRefusal(party)) return party;
    const { id, bytes } = await keepChallenge(context, "passkey-sign-in", null);
    // No list of keys: the browser offers those it has for us, and nobody learns which accounts there are.
    const options = await generateAuthenticationOptions({
      rpID: party.id,
      challenge: bytes,
      timeout: CHALLENGE_MS,
      userVerification: "required",
    });
    return { challengeId: id, options: { ...options } };
  },
});

export const signInWithPasskeyBound = bind(signInWithPasskey, {
  policy: everyone,
  keepsAnswer: false,
  limits: [VILLAGE_HOUR],
  run: async (context, input) => {
    const { tx } = context;
    const party = relyingPartyOf(context);
    if (isRefusal(party)) return refuse("invalid", "passkey-not-valid");
    const challenge = await takeChallenge(tx, input.challengeId, "passkey-sign-in", null);
    if (challenge === undefined) return refuse("gone", "challenge-over");
    const response = parse<AuthenticationResponseJSON>(input.answer);
    const key = response === undefined ? undefined : await lockPasskey(tx, response.id);
    const counter = response === undefined || key === undefined ? undefined : await verifyUse(response, key, challenge, party);
    if (key === undefined || counter === undefined) return context.keep(refuse("invalid", "passkey-not-valid"));
    await notePasskeyUse(tx, key.credential_id, counter);
    if (await isDisabled(tx, key.account_id)) return context.keep(refuse("invalid", "passkey-not-valid"));
    await endSession(context);
    return await beginSession(context, key.account_id, "passkey", true);
  },
});

/** @returns the authenticator's new counter; one that went backwards is a copied key, and no. */
async function verifyUse(response: AuthenticationResponseJSON, key: PasskeyRow, challenge: string, party: RelyingParty) {
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    credential: {
      id: key.credential_id,
      publicKey: Uint8Array.from(key.public_key),
      counter: key.sign_count,
      transports: transportsOf(key),
    },
  }).catch(() => undefined);
  return verified?.verified === true ? verified.authenticationInfo.newCounter : undefined;
}

function descriptorOf(key: PasskeyRow) {
  return { id: key.credential_id, transports: transportsOf(key) };
}

function transportsOf({ transports }: PasskeyRow): AuthenticatorTransport[] {
  return [...transports] as AuthenticatorTransport[];
}

/** Text of an answer as far as the library needs it to be one; it looks at the rest itself. */
function parse<T extends { readonly id: string }>(text: string): T | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && "id" in parsed && typeof parsed.id === "string"
      ? (parsed as unknown as T)
      : undefined;
  } catch {
    return undefined;
  }
}
