import type { ChannelParts } from "../channels/index.ts";

/** What sending works with beside the database. */
export interface NotifierOptions {
  readonly parts: ChannelParts;
  readonly clock: () => number;
  readonly newId: () => string;
  /** 0 to 1. */
  readonly random: () => number;
  readonly timeZone: string;
  /** Where people reach the console; links need it. */
  readonly publicUrl: string | undefined;
  readonly timeoutMs: number;
  readonly retryBaseMs: number;
  readonly giveUpMs: number;
  /** Somebody was not told, and will not be. */
  readonly onDead: (delivery: { readonly id: string; readonly channel: string }) => void;
  readonly onError: (error: unknown) => void;
}
