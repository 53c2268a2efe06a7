import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { witnessKey } from "@gongzhi/log-verifier";
import { CommandRefusal, type CommandInput } from "./command.ts";
import { writeWhole } from "./kept-heads.ts";

/** Whether a witness goes and looks at logs, or is sent their heads: what it remembers of one is nothing to the other. */
export type WitnessWork = "looks" | "serves";

/** The key in the form it is handed out in, and its private half. */
export type OwnKey = { readonly text: string; readonly privateKey: KeyObject };

/** The witness's own key, made when it is first given a name. @throws CommandRefusal */
export async function openOwnKey(folder: string, name: CommandInput["values"][string], work: WitnessWork): Promise<OwnKey> {
  const file = join(folder, "witness.key");
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) {
    if (typeof name !== "string" || !/^[^\s+]{1,100}$/u.test(name))
      throw new CommandRefusal("no-name", "this witness has no key yet: name it with --name, without spaces or plus signs");
    await mkdir(folder, { recursive: true });
    const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    await writeWhole(file, `${JSON.stringify({ name, work, privateKey: pem })}\n`, 0o600);
    return ownKeyOf(name, pem);
  }
  const kept = readOwnKey(text, file);
  if (typeof name === "string" && name !== kept.name)
    throw new CommandRefusal("other-name", `the witness in ${folder} is called ${kept.name}`);
  // One key that cosigned by two memories could cosign two histories.
  if (kept.work !== work)
    throw new CommandRefusal(
      "other-work",
      `the witness in ${folder} ${String(kept.work)}: one that ${work} needs a folder and a key of its own`,
    );
  return ownKeyOf(kept.name, kept.privateKey);
}

function readOwnKey(text: string, file: string): { readonly name: string; readonly work: unknown; readonly privateKey: string } {
  try {
    const { name, work = "looks", privateKey } = JSON.parse(text) as { name?: unknown; work?: unknown; privateKey?: unknown };
    if (typeof name === "string" && typeof privateKey === "string") return { name, work, privateKey };
  } catch {
    // said below
  }
  throw new CommandRefusal("state-unreadable", `${file} holds no key of a witness`);
}

function ownKeyOf(name: string, pem: string): OwnKey {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "der" }).subarray(-32);
  return { privateKey, text: witnessKey(name, new Uint8Array(publicKey)) };
}
