import { BlockList, isIP } from "node:net";

/**
 * IPv4 that is not the public internet (IANA special-purpose registry, RFC 6890): this host, private and carrier nets (in which lies
 * 100.100.100.200, a cloud's metadata), loopback, link-local (169.254.169.254), documentation, benchmarks, multicast, reserved.
 */
const NOT_PUBLIC_V4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
] as const;

/** Of IPv6 only global unicast, and of that none that carries an IPv4 address inside it (Teredo, 6to4) or is for documents. */
const PUBLIC_V6 = "2000::/3";
const NOT_PUBLIC_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"] as const;

/** Never reached, whatever a configuration allows: this host, its neighbours' link, clouds' metadata, everybody. */
const NEVER = [
  "0.0.0.0/8",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "100.100.100.200/32",
  "192.0.0.192/32",
  "224.0.0.0/4",
  "240.0.0.0/4",
] as const;

const notPublicV4 = listOf(NOT_PUBLIC_V4);
const publicV6 = listOf([PUBLIC_V6]);
const notPublicV6 = listOf(NOT_PUBLIC_V6);
const never = listOf(NEVER);

/**
 * Whether a connection may go to this address: the public internet, or one of the nets (`10.20.0.0/16`) the operator has named for this
 * host, since a gateway often stands inside the government's own network.
 */
export function mayReach(address: string, namedNets: readonly string[]): boolean {
  switch (isIP(address)) {
    case 4:
      if (never.check(address, "ipv4")) return false;
      return !notPublicV4.check(address, "ipv4") || listOf(namedNets).check(address, "ipv4");
    case 6:
      // A zone (`fe80::1%eth0`) is a neighbour. Whatever wraps an IPv4 address lies outside 2000::/3.
      return !address.includes("%") && publicV6.check(address, "ipv6") && !notPublicV6.check(address, "ipv6");
    default:
      return false;
  }
}

/** @throws if one is no net, so that a misspelt configuration stops the start. */
export function listOf(nets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const net of nets) {
    const [address = "", prefix = ""] = net.split("/");
    const family = isIP(address);
    if (family === 0 || !/^\d{1,3}$/.test(prefix)) throw new Error(`${net} is no network such as 10.20.0.0/16`);
    list.addSubnet(address, Number(prefix), family === 4 ? "ipv4" : "ipv6");
  }
  return list;
}
