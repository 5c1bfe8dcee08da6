import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { ProbityError } from "@probity/contracts";

/**
 * Nobody's notice goes there unless the list names the network itself: this machine, link-local with the metadata of
 * clouds, and what is no single host.
 */
const restricted: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["100.100.100.200", 32],
  ["192.0.0.0", 24],
  ["168.63.129.16", 32],
  ["224.0.0.0", 3],
  ["::", 127],
  ["fe80::", 10],
  ["fd00:ec2::254", 128],
  ["ff00::", 8],
];

/** Where notices may go (SE-4). */
export interface OutboundGuard {
  /**
   * The address to connect to for a host; the caller connects to that one, so that the name cannot lead elsewhere
   * meanwhile. Throws `PROBITY_E_OUTBOUND` for a destination that is not allowed.
   */
  resolve(host: string): Promise<{ readonly address: string; readonly family: 4 | 6 }>;
}

/** Without a list everything outside the restricted networks may be reached; with one, only what it names. */
export function createOutboundGuard(allow: readonly string[] = []): OutboundGuard {
  const never = new BlockList();
  for (const [address, bits] of restricted) never.addSubnet(address, bits, familyOf(address));
  const networks = new BlockList();
  for (const entry of allow) addNetwork(networks, entry);
  const names = allow.filter((entry) => !entry.includes("/") && isIP(entry) === 0);
  const mayReach = (host: string, address: string): boolean => {
    // Behind a translator the address within is the one that is reached.
    const both = [address, ...translated(address)];
    if (both.some((one) => networks.check(one, familyOf(one)))) return true;
    if (both.some((one) => never.check(one, familyOf(one)))) return false;
    return allow.length === 0 || names.some((name) => matches(name, host));
  };
  return {
    resolve: async (given) => {
      const host = given.replace(/^\[|\]$/g, "").toLowerCase();
      const found =
        isIP(host) === 0 ? await lookup(host, { all: true, verbatim: true }) : [{ address: host }];
      const address = found.map((one) => unmapped(one.address)).find((one) => mayReach(host, one));
      if (address === undefined)
        throw new ProbityError("PROBITY_E_OUTBOUND", `${host} is not where notices may go`);
      return { address, family: isIP(address) === 6 ? 6 : 4 };
    },
  };
}

const familyOf = (address: string): "ipv4" | "ipv6" => (isIP(address) === 6 ? "ipv6" : "ipv4");

function addNetwork(list: BlockList, entry: string): void {
  const [address = "", bits] = entry.split("/");
  if (isIP(address) === 0) return;
  if (bits === undefined) list.addAddress(address, familyOf(address));
  else list.addSubnet(address, Number(bits), familyOf(address));
}

const matches = (name: string, host: string): boolean =>
  name.startsWith("*.") ? host.endsWith(name.slice(1)) : host === name;

/** The IPv4 address to which NAT64 (RFC 6052) or 6to4 (RFC 3056) leads, of an address in its shortest form; none for any other. */
function translated(address: string): readonly string[] {
  const found =
    /^64:ff9b::(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})?$/.exec(address) ??
    /^2002:([0-9a-f]{1,4}):([0-9a-f]{1,4})?:/.exec(address);
  return found === null ? [] : [ipv4Of(found[1], found[2])];
}

function ipv4Of(first: string | undefined, second: string | undefined): string {
  const [high, low] = [Number.parseInt(first ?? "0", 16), Number.parseInt(second ?? "0", 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/** An IPv4 address that is written as IPv6 is judged as what it is. */
function unmapped(address: string): string {
  if (isIP(address) !== 6) return address;
  // In its shortest form, whatever way it was written.
  const whole = new URL(`http://[${address.split("%", 1)[0] ?? address}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(whole);
  return mapped === null ? whole : ipv4Of(mapped[1], mapped[2]);
}
