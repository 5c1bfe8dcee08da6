import { randomFillSync } from "node:crypto";

/** Makes UUIDs of version 7 (RFC 9562) from a clock in milliseconds; random beyond the millisecond. */
export function uuidv7(clock: () => number): () => string {
  return () => {
    const bytes = randomFillSync(Buffer.alloc(16));
    bytes.writeUIntBE(clock(), 0, 6);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = bytes.toString("hex");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };
}
