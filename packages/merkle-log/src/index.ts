export { fromBase64, fromHex, joinBytes, textOf, toBase64, toHex, utf8 } from "./bytes.ts";
export { canonicalJson, type JsonObject, type JsonValue } from "./canonical-json.ts";
export { type Checkpoint, formatCheckpoint, openCheckpoint, type OpenedCheckpoint, parseCheckpoint } from "./checkpoint.ts";
export { hasEd25519, verifyEd25519, type VerifyEd25519 } from "./ed25519.ts";
export { MOST_ENTRY_BYTES, readEntries, writeEntries } from "./entry-bundle.ts";
export { LogFault, type LogFaultCode } from "./fault.ts";
export { EMPTY_ROOT, equalHashes, HASH_BYTES, type Hash, hashLeaf, hashNode } from "./merkle-hash.ts";
export { formatOfflineProof, type OfflineProof, parseOfflineProof } from "./offline-proof.ts";
export { sha256 } from "./sha256.ts";
export {
  COSIGNATURE_ED25519,
  formatNote,
  formatNoteKey,
  formatSignature,
  NOTE_ED25519,
  noteKey,
  type NoteKey,
  type NoteSignature,
  parseNote,
  parseNoteKey,
  parseSignature,
  type SignedNote,
  type SignEd25519,
  signNote,
  type VerifiedSignature,
  verifyNote,
} from "./signed-note.ts";
export {
  entriesPath,
  parseTilePath,
  type Tile,
  TILE_WIDTH,
  tileOf,
  type TilePath,
  tilePath,
  tilesBetween,
} from "./tile-paths.ts";
export { growTiles, openTiledTree, type ReadTile, type TiledTree } from "./tiled-tree.ts";
export { growTree, type GrowingTree, MOST_LEAVES } from "./tree.ts";
export { type Consistency, type Inclusion, verifyConsistency, verifyInclusion } from "./verify-proofs.ts";
export {
  checkpointOf,
  formatWitnessRequest,
  judgeCheckpoint,
  parseWitnessRequest,
  type Seen,
  type WitnessRequest,
  type WitnessVerdict,
} from "./witness.ts";
