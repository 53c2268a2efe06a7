import { chmodSync, chownSync, existsSync, lchownSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { findBinaries, type Binaries } from "./binaries.ts";
import { initializeCluster } from "./initialize-cluster.ts";
import { folderIdentity, type ClusterMark } from "./process-table.ts";
import { chooseServerUser, ownIds, type ServerUser } from "./server-user.ts";
import { serverArguments, type Durability } from "./settings.ts";
import { makeSocketFolder } from "./socket-folder.ts";
import { StartRefusal } from "./start-refusal.ts";

/** One cluster on disk with everything needed to run it. */
export type Cluster = {
  readonly dataDir: string;
  /** PostgreSQL's own data folder, `DATA_DIR/postgres`. */
  readonly folder: string;
  readonly mark: ClusterMark;
  readonly user: ServerUser;
  readonly binaries: Binaries;
  /** The server's whole command line. */
  readonly command: readonly [string, ...string[]];
};

export type ClusterOptions = Durability & { readonly progress: (line: string) => void };

/** Finds the cluster below a locked data folder, or makes it; sets its owner and rights as PostgreSQL wants them. */
export async function openCluster(dataDir: string, options: ClusterOptions): Promise<Cluster> {
  const folder = join(dataDir, "postgres");
  const existing = existingCluster(folder);
  const user = existing?.user ?? chooseServerUser();
  const binaries = findBinaries(user, existing?.major);
  if (existing === undefined) await initializeCluster({ folder, user, binaries, ...options });
  else takeOwnership(folder, user, options.progress);
  const identity = folderIdentity(folder);
  const mark = { folder: identity, name: `gongzhi-${identity.device.toString(36)}-${identity.inode.toString(36)}` };
  const command = [join(binaries.bin, "postgres"), ...serverArguments(mark, options)] as const;
  return { dataDir, folder, mark, user, binaries, command };
}

/** The cluster that lies in the folder, undefined when there is none; refuses a folder that holds something else. */
function existingCluster(folder: string): { readonly major: number; readonly user: ServerUser } | undefined {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isDirectory()) throw new StartRefusal("not-a-folder", `${folder} is not a folder: move it away.`);
  const { uid } = ownIds();
  if (uid !== 0 && found.uid !== uid) {
    throw new StartRefusal("other-owner", `${folder} belongs to user ${found.uid}: start as that user or as root.`);
  }
  if (readdirSync(folder).length === 0) return undefined;
  const versionFile = join(folder, "PG_VERSION");
  const text = existsSync(versionFile) ? readFileSync(versionFile, "utf8").trim() : "";
  if (!/^\d{1,3}$/.test(text)) {
    throw new StartRefusal(
      "no-cluster",
      `${folder} is not empty and is no PostgreSQL data folder: move it away, or restore a backup.`,
    );
  }
  // A folder copied by root belongs to root: then it is given to the account a new one would have.
  const user = found.uid === 0 ? chooseServerUser() : { uid: found.uid, gid: found.gid, name: `uid ${found.uid}` };
  return { major: Number(text), user };
}

/** PostgreSQL wants the folder owned by its user and closed to all others; a copied one often is neither. */
function takeOwnership(folder: string, user: ServerUser, progress: (line: string) => void): void {
  const found = statSync(folder);
  if (found.uid !== user.uid) {
    progress(`Giving ${folder} to user ${user.name}.`);
    giveBelow(folder, user);
    chownSync(folder, user.uid, user.gid); // last, so that a run cut short is begun again
  }
  if ((found.mode & 0o777) !== 0o700) chmodSync(folder, 0o700);
  makeSocketFolder(folder, user);
  const now = statSync(folder);
  if (now.uid !== user.uid || (now.mode & 0o077) !== 0) {
    throw new StartRefusal(
      "no-rights",
      `${folder} lies on a file system that keeps no owners and rights: set DATA_DIR to one that does.`,
    );
  }
}

function giveBelow(folder: string, user: ServerUser): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) giveBelow(path, user);
    lchownSync(path, user.uid, user.gid);
  }
}
