export { canonicalJson, type JsonObject, type JsonValue } from "./canonical-json.ts";
export { fromBase64, fromHex, joinBytes, textOf, toBase64, toHex, utf8 } from "./bytes.ts";
export { LogFault, type LogFaultCode } from "./fault.ts";
export { EMPTY_ROOT, equalHashes, HASH_BYTES, type Hash, hashLeaf, hashNode } from "./merkle-hash.ts";
export { sha256 } from "./sha256.ts";
export { growTree, type GrowingTree, MOST_LEAVES } from "./tree.ts";
