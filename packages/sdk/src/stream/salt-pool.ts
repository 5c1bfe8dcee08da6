import type { RandomFill } from "../ids.ts";

/** Bytes of a salt. */
export const saltBytes = 32;

const poolBytes = 128 * saltBytes;

/** Hands out random salts, filled many at a time: one by one they would cost more than the hash. Valid until the next. */
export const createSaltPool = (random: RandomFill): (() => Buffer) => {
  const pool = Buffer.alloc(poolBytes);
  let used = poolBytes;
  return () => {
    if (used === poolBytes) {
      random(pool);
      used = 0;
    }
    const salt = pool.subarray(used, used + saltBytes);
    used += saltBytes;
    return salt;
  };
};
