import type { Actor, ActorPost } from "./actor.ts";
import type { InputOf, OutputOf, Signature } from "./contract.ts";
import type { Tx } from "./db/tx.ts";
import type { UploadRules } from "./files/accept-upload.ts";
import type { House } from "./house.ts";
import type { PageRoute } from "./page.ts";
import type { Policy, Row } from "./policy.ts";
import type { Refusal } from "./refusal.ts";

/** What `run` gets: the transaction, whoever asks, and the few effects an action may ask for. */
export type ActionContext = {
  readonly tx: Tx;
  readonly now: Date;
  readonly actor: Actor;
  /** The post whose right the act is done under, where the binding names a duty. */
  readonly post: ActorPost | undefined;
  readonly tenant: Tenant;
  readonly house: House;
  /** What the capabilities of this house offer one another. */
  readonly offered: Offered;
  /** How often the caller has done this act within its kept limit (`Limit.kept`), this time included; 0 where it has none. */
  readonly taken: number;
  /** UUIDv7 of this transaction's time. */
  newId(): string;
  /** Uniform random bytes, from one place so that a test can fix them. */
  readonly random: (bytes: number) => Uint8Array;
  /** Names what the act was about, in the audit row: an id, never personal text. */
  subject(id: string): void;
  /** Writes an outbox row in this transaction: reactions to the topic run after the commit, once. */
  emit(topic: string, payload: Payload, dueAt?: Date): void;
  /** Records that staff read a resident's personal data; shown to that resident. */
  looked(subjectPersonId: string, what: string): void;
  /** Keeps what was written although the answer is no: a wrong guess stays counted. Returns the refusal to return. */
  keep(refusal: Refusal): Refusal;
  /** Runs after the commit and is lost if the process dies then: for what the caller can ask for again. */
  afterCommit(effect: () => void | Promise<void>): void;
  /**
   * Work in the store of sealed identities, under its own role, which reads nothing else. A transaction of its own that commits
   * **before** the caller's: what it wrote for an act that then fails is an orphan, and has to mean nothing by itself.
   * @param owner whose rows are asked for (`sealedOwner`); undefined: by the area and purpose of the caller
   */
  sealed<T>(owner: string | undefined, work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * From here on whoever asks is nobody but the holder of a receipt: policies, audit, events and the kept answer know no account and no
   * person, and row-level security shows what the receipt opens.
   */
  holdReceipt(holderKey: string): Promise<void>;
  /**
   * Work in the store of secret ballots, under its own role, which knows no person. A transaction of its own that commits **before** the
   * caller's, and is held by nothing that happens after.
   */
  ballots<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Reads, under the role of data subjects, rows of any table that name the caller's person or account (`platform/personal-data`). A
   * transaction of its own.
   */
  ownData<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Under the same role, to erase somebody: rows of any table of the tenant. The house's alone, and a transaction of its own that commits
   * **before** the caller's: what it does must bear being done twice.
   */
  forget<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Removes files from the disk, once no row of any tenant names their bytes any more. The house's alone. */
  removeBytes(sha256: readonly string[]): Promise<void>;
  /**
   * Work in the store of party membership, under its own role, which knows no person and shows each organization's rows to its own posts
   * alone. A transaction of its own that commits **before** the caller's: an orphan has to mean nothing by itself.
   */
  party<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Starts or ends the caller's session: the HTTP layer sets the cookie after the commit. */
  session(change: SessionChange): void;
};

export type Tenant = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly nameEn: string;
  readonly rootPath: string;
};

/** Ids and facts only, never personal text. */
export type Payload = Readonly<Record<string, string | number | boolean | null>>;

export type SessionChange =
  | { readonly kind: "begin"; readonly token: string; readonly expiresAt: Date }
  | { readonly kind: "end" };

/** At most `points` calls in `seconds`, counted for each key of the caller named. */
export type Limit = {
  readonly by: "account" | "address" | "tenant";
  readonly points: number;
  readonly seconds: number;
  /** Counted in the database too, over all processes and restarts: for actions that guard a secret or cost money. */
  readonly kept?: true;
};

export type Binding<S extends Signature = Signature, Subject extends Row = Row> = {
  readonly policy: Policy;
  /** The duty a post is chosen by when an official acts: audit and events name that post. */
  readonly duty?: string;
  /** Loads the row the policy judges and `run` decides on; undefined: there is no such thing for this reader. */
  readonly subject?: (context: ActionContext, input: InputOf<S>) => Promise<Subject | undefined>;
  readonly limits?: readonly Limit[];
  /** A query each reading of which leaves a row in the audit, whomever it shows. Acts leave one always. */
  readonly audited?: true;
  /** False for answers that must not be kept (session tokens): such an action takes no idempotency key. */
  readonly keepsAnswer?: boolean;
  readonly run: (context: ActionContext, input: InputOf<S>, subject: Subject) => Promise<OutputOf<S> | Refusal>;
};

/** A signature bound to its policy and its work. The registry forgets the types: it validates instead. */
export type Bound = { readonly signature: Signature; readonly binding: Binding };

export function bind<S extends Signature, Subject extends Row = Row>(signature: S, binding: Binding<S, Subject>): Bound {
  return { signature, binding: binding as unknown as Binding };
}

/** Runs after a commit, at least once; the house makes it once by an effect row in the same transaction. */
export type Reaction = (context: ReactionContext, payload: Payload) => Promise<void>;

/** What a reaction gets besides: the one way out of its tenant. */
export type ReactionContext = ActionContext & {
  /**
   * Work as another tenant's own house, in a transaction of its own that commits **before** the reaction's: whoever is killed in
   * between does it again, so it must be made once by a key of its own (the message's id). Undefined: there is no such tenant here.
   */
  inTenant<T>(tenantId: string, purpose: string, work: (context: ActionContext) => Promise<T>): Promise<T | undefined>;
};

/** Signatures, rights and contributions by name: one capability finds another's without importing it. */
export type Offered = {
  readonly entries: ReadonlyMap<string, Bound>;
  readonly duties: ReadonlySet<string>;
  /** By point (`cases.matters`), then by the name it was contributed under. Whoever owns the point says what it holds. */
  readonly contributed: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
};

/** A capability's door: everything the house needs to know of it. */
export type Capability = {
  /** Also its URL prefix, PostgreSQL schema, event prefix and message namespace. */
  readonly name: string;
  readonly dependsOn: readonly string[];
  readonly actions?: readonly Bound[];
  readonly queries?: readonly Bound[];
  readonly pages?: readonly PageRoute[];
  /** Rights a post may carry: `appeals.dispatch`. */
  readonly duties?: readonly string[];
  /** Folder of `NNNN-name.sql`. */
  readonly migrations?: string;
  /**
   * What a tenant begins with: default rules, procedures. In the transaction that makes it, and again when another edition of the house
   * starts: what the tenant has, in whatever version, is left as it is. @param validFrom a legal day
   */
  readonly furnish?: (context: ActionContext, validFrom: string) => Promise<void>;
  /** By topic: `cases.case-ended`. A topic is `<capability>.<what-happened>`. */
  readonly reactions?: Readonly<Record<string, Reaction>>;
  /** What it adds to another capability's point: `{ "cases.matters": { appeals: … } }`. The point's owner says the type. */
  readonly contributes?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Long work and work by the clock: purges, roll-ups, exports, imports (`platform/jobs`). */
  readonly jobs?: Readonly<Record<string, Job>>;
  /** What a file given for a purpose may be, and who may read it once attached. */
  readonly files?: Readonly<Record<string, FilePurpose>>;
  /** Rows of its own that fall due; looked for twice a second. */
  readonly sweeps?: readonly Sweep[];
  /** What it publishes for anybody to fetch, by the folder it stands in: `/t/<slug>/<folder>/…`. */
  readonly publishes?: Readonly<Record<string, Publication>>;
};

/** Rows of many tenants that fall due: found by the sweeper role, each handled as its tenant in a transaction of its own. */
export type Sweep = {
  readonly purpose: string;
  readonly find: (tx: Tx) => Promise<readonly { readonly tenant_id: string; readonly id: string }[]>;
  /** @returns whether there was something to do */
  readonly handle: (context: ActionContext, id: string) => Promise<boolean>;
};

/** A folder anybody may read, copy and mirror: what lies on the disk, and what is made when it is asked for. */
export type Publication = {
  /** How a file of `House.published` is served; undefined: it is none that could lie there. */
  readonly stored: (path: string) => { readonly mediaType: string; readonly immutable: boolean } | undefined;
  /** What does not lie there, as a visitor may see it; undefined: there is no such file. */
  readonly made: (context: ActionContext, path: string) => Promise<MadeFile | undefined>;
};

export type MadeFile = { readonly mediaType: string; readonly text: string };

/** Work in steps. Each step is one transaction and saves where it got to in that same one, so that it is done once whatever is killed. */
export type Job = {
  /** The house begins one for each tenant by itself: minute, hour, day, month, weekday in China's legal time (`30 2 * * *`). */
  readonly cron?: string;
  /** With whose rights it works: the tenant's own house (default), or whoever started it, as far as they still hold. */
  readonly as?: "house" | "starter";
  /** One step of seconds, not minutes. A refusal ends the job and undoes the step; what throws is tried again. */
  readonly step: (context: ActionContext, work: JobWork) => Promise<JobStep | Refusal>;
};

export type JobWork = {
  readonly jobId: string;
  readonly payload: Payload;
  /** What the step before gave as `next`; undefined for the first. */
  readonly cursor: Payload | undefined;
  /** Units done so far. */
  readonly done: number;
};

export type JobStep = {
  /** Units done since the job began, this step's among them, and of how many where that is known. */
  readonly done: number;
  readonly total?: number;
  /** Where the next step goes on; left out: the job is done. */
  readonly next?: Payload;
  /** What whoever started it is told: ids, figures, file ids. Of a step that gives none the one before stands. */
  readonly result?: Payload;
};

export type FilePurpose = {
  /** What it may be (`platform/files/kinds.ts`). */
  readonly rules: UploadRules;
  /** May this reader read a file attached to this subject (the id after `<capability>/`)? */
  readonly mayRead: (context: ActionContext, subject: string) => Promise<boolean>;
  /**
   * Where a file hangs on what the reader holds by a receipt that the house keeps for them (a sealed appeal), they go on as its holder
   * (`context.holdReceipt`). @returns whether they did
   */
  readonly hold?: (context: ActionContext, fileId: string) => Promise<boolean>;
};
