import { randomFillSync } from "node:crypto";
import type { Clock } from "./clock.ts";

/** Fills the buffer with random bytes. */
export type RandomFill = (buffer: Uint8Array) => void;

/** Cryptographic randomness of this machine. */
export const systemRandom: RandomFill = (buffer) => {
  randomFillSync(buffer);
};

const hex: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const poolBytes = 4096;

/**
 * Makes UUIDs of version 7 (RFC 9562): ordered within this maker, also when the clock goes back, by keeping the last
 * millisecond and counting in the 12 bits of `rand_a`.
 */
export const createIdMaker = (
  clock: Pick<Clock, "now">,
  random: RandomFill = systemRandom,
): (() => string) => {
  const pool = new Uint8Array(poolBytes);
  let used = poolBytes;
  let lastMs = 0;
  let counter = 0;
  const byte = (): number => pool[used++] ?? 0;
  const tick = (): void => {
    const now = clock.now();
    if (now > lastMs) {
      lastMs = now;
      counter = ((byte() << 8) | byte()) & 0x7ff;
    } else if (++counter > 0xfff) {
      lastMs += 1;
      counter = 0;
    }
  };
  return () => {
    if (used + 16 > poolBytes) {
      random(pool);
      used = 0;
    }
    tick();
    const time = Math.floor(lastMs).toString(16).padStart(12, "0");
    const a = (0x7000 | counter).toString(16);
    const b = `${hex[0x80 | (byte() & 0x3f)]}${hex[byte()]}`;
    const c = `${hex[byte()]}${hex[byte()]}${hex[byte()]}${hex[byte()]}${hex[byte()]}${hex[byte()]}`;
    return `${time.slice(0, 8)}-${time.slice(8)}-${a}-${b}-${c}`;
  };
};
