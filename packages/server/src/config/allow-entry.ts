import { isIP } from "node:net";

const hostEntry = /^(?:\*\.)?[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/;

/** Whether a text names where notices may go: a host, `*.suffix`, an address, or a network such as `10.0.0.0/8`. */
export function isAllowEntry(entry: string): boolean {
  const [address = "", bits] = entry.split("/");
  if (bits === undefined) return isIP(address) !== 0 || hostEntry.test(entry);
  const version = isIP(address);
  return version !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}
