import { randomFillSync } from "node:crypto";
import type { Clock } from "./clock.ts";

/** Fills the buffer with random bytes. */
export type RandomFill = (buffer: Uint8Array) => void;

/** Cryptographic randomness of this machine. */
export const systemRandom: RandomFill = (buffer) => {
  randomFillSync(buffer);
};

/** Numbers from 0 to 1, for the jitter of retries. */
export const fraction = (fill: RandomFill): (() => number) => {
  const bytes = Buffer.alloc(4);
  return () => {
    fill(bytes);
    return bytes.readUInt32BE() / 2 ** 32;
  };
};

const poolBytes = 4096;
const variants = "89ab";

/**
 * Makes UUIDs of version 7 (RFC 9562): ordered within this maker, also when the clock goes back, by keeping the last
 * millisecond and counting in the 12 bits of `rand_a`.
 */
export const createIdMaker = (
  clock: Pick<Clock, "now">,
  random: RandomFill = systemRandom,
): (() => string) => {
  const pool = Buffer.alloc(poolBytes);
  let digits = "";
  let used = 0;
  let lastMs = 0;
  let counter = 0;
  let time = "";

  /** Random hex digits, written for many ids at a time. */
  const take = (count: number): string => {
    if (used + count > digits.length) {
      random(pool);
      digits = pool.toString("hex");
      used = 0;
    }
    used += count;
    return digits.slice(used - count, used);
  };
  const setTime = (ms: number): void => {
    lastMs = ms;
    const hex = Math.floor(ms).toString(16).padStart(12, "0");
    time = `${hex.slice(0, 8)}-${hex.slice(8)}-`;
  };
  const tick = (): void => {
    const now = clock.now();
    if (now > lastMs) {
      setTime(now);
      counter = Number.parseInt(take(3), 16) & 0x7ff;
    } else if (++counter > 0xfff) {
      setTime(lastMs + 1);
      counter = 0;
    }
  };
  return () => {
    tick();
    const variant = variants[Number.parseInt(take(1), 16) & 3];
    return `${time}${(0x7000 | counter).toString(16)}-${variant}${take(3)}-${take(12)}`;
  };
};
