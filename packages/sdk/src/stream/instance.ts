import type { RandomFill } from "../ids.ts";

const instanceBytes = 16;

/** A new writer's name: 22 base64url characters, 128 random bits, so that no two streams ever share it (LO-1). */
export const newInstance = (random: RandomFill): string => {
  const bytes = Buffer.alloc(instanceBytes);
  random(bytes);
  return bytes.toString("base64url");
};
