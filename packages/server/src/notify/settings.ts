import type { ServerConfig } from "../config/index.ts";

const seconds = 1_000;
const hours = 3_600_000;

/** Longest time that one attempt takes. */
export const notifyTimeoutMsOf = ({ notifyTimeoutSeconds = 15 }: ServerConfig): number =>
  notifyTimeoutSeconds * seconds;

/** Before the second attempt; then twice as long, and so on. */
export const notifyRetryMsOf = ({ notifyRetrySeconds = 10 }: ServerConfig): number =>
  notifyRetrySeconds * seconds;

/** After so long nobody tries any more. */
export const giveUpMsOf = ({ notifyGiveUpHours = 72 }: ServerConfig): number => notifyGiveUpHours * hours;

/** How long notices are kept. */
export const noticeMsOf = ({ noticeDays = 365 }: ServerConfig): number => noticeDays * 24 * hours;
