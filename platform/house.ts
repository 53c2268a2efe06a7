import type { ActionContext } from "./capability.ts";
import type { Keys } from "./crypto/keys.ts";
import type { FileStore } from "./files/store.ts";
import type { PublishedFiles } from "./published/published-files.ts";

/** What lies outside the database, handed to every action and reaction by the house: ports, so that tests give their own. */
export type House = {
  readonly keys: Keys;
  /** What is published as files, and has to outlive the database. */
  readonly published: PublishedFiles;
  /** Where the house is reached from outside: links, QR codes, passkeys. */
  readonly publicUrl: URL;
  /** Demo sign-ins and the demo inbox are on: a loopback address, or `--demo` said aloud. */
  readonly demo: boolean;
  /** Every right a post may carry, as the capabilities of this house declare them. */
  readonly duties: readonly string[];
  /** Gives a tenant what it lacks of what every capability begins with (`Capability.furnish`), in force from a legal day. */
  readonly furnish: (context: ActionContext, validFrom: string) => Promise<void>;
  /** Where accepted uploads lie, for readers that need to seek (tables), and how one goes. */
  readonly files: Pick<FileStore, "path" | "remove">;
  /** Opens the guided set-up while the house has no tenant: printed at the start, another one each time. */
  readonly setUpKey?: string;
  /** False where neither a sender is set nor the demo's inbox stands in for one: whoever waits for a message is told. */
  readonly sends: { readonly sms: boolean; readonly mail: boolean };
  /** Sends one SMS; called only after a commit, from a reaction. `key` makes it once. */
  readonly sendSms: (message: OutgoingSms) => Promise<void>;
  readonly sendMail: (message: OutgoingMessage & { readonly subject: string }) => Promise<void>;
  /** The sentence of a notice in its reader's language, from the messages of the capability its topic names. */
  readonly sayNotice: (
    topic: string,
    params: Readonly<Record<string, string | number | boolean | null>>,
    language: Language,
  ) => string;
};

/** Messages are written in both; Chinese where nobody chose. */
export type Language = "zh-CN" | "en";

export type OutgoingMessage = { readonly to: string; readonly text: string; readonly key: string };

export type OutgoingSms = OutgoingMessage & {
  /** The house has not met this number yet: of the day's budget such messages leave a part to those it knows. */
  readonly stranger?: boolean;
};
