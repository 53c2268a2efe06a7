import { TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { beginTotp } from "#capabilities/accounts/contract/begin-totp.ts";
import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  removePasskey,
  renamePasskey,
  signInWithPasskey,
} from "#capabilities/accounts/contract/passkeys.ts";
import { readAccount } from "#capabilities/accounts/contract/read-account.ts";
import { signIn } from "#capabilities/accounts/contract/sign-in.ts";
import { verifyTotp } from "#capabilities/accounts/contract/verify-totp.ts";
import { SoftwareAuthenticator, type Twist } from "./testing/software-authenticator.ts";
import { askForCode } from "./testing/ask-for-code.ts";
import { startTestHouse, type TestHouse } from "./testing/start-test-house.ts";
import type { TestClient } from "./testing/test-client.ts";

const ORIGIN = "http://localhost:3000";

let house: TestHouse;

beforeAll(async () => {
  house = await startTestHouse();
  Object.assign(house.house, { publicUrl: new URL(ORIGIN) });
});
afterAll(() => house.close());

/** By phone and code: a session that has shown one factor. */
async function signInByPhone(phone: string): Promise<TestClient> {
  await askForCode(house.visitor(), phone);
  const code = /(\d{6})/.exec(house.sent.at(-1)?.text ?? "")?.[1] ?? "";
  const { token } = await house.visitor().call(signIn, { phone, code });
  return house.visitor({ token });
}

async function register(client: TestClient, key: SoftwareAuthenticator, label = "手机", twist: Twist = {}) {
  const { challengeId, options } = await client.call(beginPasskey, {});
  return await client.send(addPasskey, { challengeId, answer: key.make(options, twist), label });
}

async function signInWith(key: SoftwareAuthenticator, twist: Twist = {}) {
  const { challengeId, options } = await house.visitor().call(beginPasskeySignIn, {});
  const answer = await house.visitor().send(signInWithPasskey, { challengeId, answer: key.use(options, twist) });
  return { answer, client: house.visitor({ token: answer.json<{ token?: string }>().token ?? "none" }) };
}

/** The token of the cookie that an answer set, as a browser would go on with it. */
function cookieOf(answer: Awaited<ReturnType<TestClient["send"]>>): string {
  return /gz_session=([^;]+)/.exec(String(answer.headers["set-cookie"]))?.[1] ?? "";
}

describe("a passkey of staff", () => {
  const key = new SoftwareAuthenticator(ORIGIN);
  const phone = "19900000002";

  test("is the second factor where there was none, and the session is strong at once", async () => {
    const weak = await signInByPhone(phone);
    expect(await weak.call(readAccount, {})).toMatchObject({ secondFactorPending: true, passkeys: [] });
    const added = await register(weak, key);
    expect(added.json()).toEqual({ done: true });
    const strong = house.visitor({ token: cookieOf(added) });
    expect(await strong.call(readAccount, {})).toMatchObject({
      secondFactorPending: false,
      passkeys: [{ id: key.id, label: "手机", lastUsedAt: null }],
      sessions: [{ method: "passkey", thisOne: true }],
    });
    // The session that had shown a code only is over.
    expect(await weak.refused(readAccount, {})).toMatchObject({ status: 401 });
  });

  test("signs in by itself, with the post's rights, and is told when it was used", async () => {
    const { client } = await signInWith(key);
    const account = await client.call(readAccount, {});
    expect(account).toMatchObject({ secondFactorPending: false, passkeys: [{ label: "手机" }] });
    expect(account.passkeys[0]?.lastUsedAt).not.toBeNull();
    expect(account.posts.some(({ inForce }) => inForce)).toBe(true);
  });

  test.each<[string, Twist]>([
    ["from another site", { origin: "https://evil.example" }],
    ["for another site's name", { rpId: "evil.example" }],
    ["to another challenge", { challenge: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }],
    ["of another kind", { type: "webauthn.create" }],
    ["without finger or PIN", { verified: false }],
    ["changed after it was signed", { forge: true }],
    ["of a copied key, whose counter is behind", { counter: 1 }],
  ])("is refused where it answers %s", async (_, twist) => {
    const { answer } = await signInWith(key, twist);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([422, "passkey-not-valid"]);
  });

  test("answers a challenge once, in time, and its own kind of challenge", async () => {
    const { challengeId, options } = await house.visitor().call(beginPasskeySignIn, {});
    const answer = key.use(options, { counter: 50 });
    await house.visitor().call(signInWithPasskey, { challengeId, answer });
    expect(await house.visitor().refused(signInWithPasskey, { challengeId, answer })).toMatchObject({ code: "challenge-over" });
    const late = await house.visitor().call(beginPasskeySignIn, {});
    await house.admin("update platform.challenge set expires_at = now() - interval '1 second'");
    const tooLate = { challengeId: late.challengeId, answer: key.use(late.options, { counter: 60 }) };
    expect(await house.visitor().refused(signInWithPasskey, tooLate)).toMatchObject({ status: 410, code: "challenge-over" });
    const { client } = await signInWith(key, { counter: 70 });
    const made = await client.call(beginPasskey, {});
    const crossed = { challengeId: made.challengeId, answer: key.use(made.options, { counter: 80 }) };
    expect(await house.visitor().refused(signInWithPasskey, crossed)).toMatchObject({ code: "challenge-over" });
  });

  test("a wrong answer uses its challenge up", async () => {
    const { challengeId, options } = await house.visitor().call(beginPasskeySignIn, {});
    await house.visitor().refused(signInWithPasskey, { challengeId, answer: "{}" });
    const answer = key.use(options, { counter: 90 });
    expect(await house.visitor().refused(signInWithPasskey, { challengeId, answer })).toMatchObject({ code: "challenge-over" });
  });

  test("a phone's code alone adds and removes none beside it, nor an authenticator app", async () => {
    const weak = await signInByPhone(phone);
    const code = { status: 403, code: "second-factor-first" };
    expect(await weak.refused(beginPasskey, {})).toMatchObject(code);
    expect(await weak.refused(removePasskey, { passkey: key.id })).toMatchObject(code);
    expect(await weak.refused(beginTotp, {})).toMatchObject(code);
    // Begun before the key was there, and confirmed with a code alone: refused as well.
    const { client } = await signInWith(key, { counter: 100 });
    const { secret } = await client.call(beginTotp, {});
    const typed = new TOTP({ secret, digits: 6, period: 30, algorithm: "SHA1" }).generate();
    expect(await weak.refused(verifyTotp, { code: typed })).toMatchObject(code);
  });

  test("is renamed and removed by whoever holds it, but the last one of a post stays", async () => {
    const { client } = await signInWith(key, { counter: 110 });
    await client.call(renamePasskey, { passkey: key.id, label: "办公室电脑" });
    expect((await client.call(readAccount, {})).passkeys).toMatchObject([{ label: "办公室电脑" }]);
    expect(await client.refused(removePasskey, { passkey: key.id })).toMatchObject({ code: "last-second-factor" });
    const second = new SoftwareAuthenticator(ORIGIN);
    expect((await register(client, second, "备用")).statusCode).toBe(200);
    const other = await house.signIn("clerk");
    expect(await other.refused(removePasskey, { passkey: key.id })).toMatchObject({ status: 404 });
    expect(await other.refused(renamePasskey, { passkey: key.id, label: "x" })).toMatchObject({ status: 404 });
    await client.call(removePasskey, { passkey: key.id });
    expect((await signInWith(key, { counter: 120 })).answer.statusCode).toBe(422);
    expect((await signInWith(second)).answer.statusCode).toBe(200);
  });
});

describe("making one", () => {
  test("is refused for a key that is known already, and where the answer lies", async () => {
    const client = await house.signIn("environment");
    const key = new SoftwareAuthenticator(ORIGIN);
    expect((await register(client, key)).statusCode).toBe(200);
    expect((await register(await house.signIn("welfare"), key)).json()).toMatchObject({ code: "passkey-not-valid" });
    for (const twist of [
      { origin: "https://evil.example" },
      { verified: false },
      { rpId: "evil.example" },
      { type: "webauthn.get" },
    ])
      expect((await register(client, new SoftwareAuthenticator(ORIGIN), "x", twist)).json()).toMatchObject({
        code: "passkey-not-valid",
      });
    expect((await client.call(readAccount, {})).passkeys).toHaveLength(1);
  });

  test("ends at ten", async () => {
    const client = await house.signIn("leader");
    for (let made = 0; made < 10; made += 1) await register(client, new SoftwareAuthenticator(ORIGIN));
    expect(await client.refused(beginPasskey, {})).toMatchObject({ status: 409, code: "too-many-passkeys", facts: { most: 10 } });
  });

  test("needs an address with a name: a browser binds none to a bare one", async () => {
    const client = await house.signIn("steward");
    Object.assign(house.house, { publicUrl: new URL("http://192.0.2.7:3000") });
    expect(await client.refused(beginPasskey, {})).toMatchObject({ status: 409, code: "passkeys-need-a-name" });
    expect(await house.visitor().refused(beginPasskeySignIn, {})).toMatchObject({ code: "passkeys-need-a-name" });
    Object.assign(house.house, { publicUrl: new URL(ORIGIN) });
  });

  test("tells a stranger nothing of who there is", async () => {
    const { options } = await house.visitor().call(beginPasskeySignIn, {});
    expect(Object.keys(options).sort()).toEqual(["challenge", "rpId", "timeout", "userVerification"]);
    const unknown = await signInWith(new SoftwareAuthenticator(ORIGIN));
    expect(unknown.answer.json()).toMatchObject({ code: "passkey-not-valid" });
  });
});
