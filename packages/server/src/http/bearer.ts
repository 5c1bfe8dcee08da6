import { timingSafeEqual } from "node:crypto";
import { sha256 } from "../sha256.ts";

/** The token of an `Authorization: Bearer` header, or undefined. */
export function bearerOf(header: string | undefined): string | undefined {
  const match = /^Bearer +([\u0021-\u007e]{1,300})$/i.exec(header ?? "");
  return match?.[1];
}

/** Compares two secrets in a time that tells nothing about where they differ. */
export const sameSecret = (a: string, b: string): boolean => timingSafeEqual(sha256(a), sha256(b));
