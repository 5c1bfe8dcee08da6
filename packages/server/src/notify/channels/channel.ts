import type { Locale } from "@probity/contracts";
import type { OutboundGuard, Post } from "../outbound/index.ts";
import type { Secrets } from "../secrets.ts";

/** One notice as a message carries it. */
export interface MessageItem {
  readonly kind: string;
  readonly title: string;
  /** Empty where only the title may leave the console. */
  readonly text: string;
  /** Whole address in the console, where the server knows its own. */
  readonly link: string | undefined;
  readonly at: string;
}

/** What goes out to one person by one channel. */
export interface Message {
  /** The same at every attempt: a receiver that knows it has the message already. */
  readonly id: string;
  readonly person: string;
  /** Where the person is reached on this channel; undefined for a webhook. */
  readonly address: string | undefined;
  readonly locale: Locale;
  readonly title: string;
  /** Plain text of all items. */
  readonly text: string;
  /** One, or the first of a digest. */
  readonly items: readonly MessageItem[];
  /** Of a digest beyond the items that are shown. */
  readonly more: number;
  readonly urgent: boolean;
}

/** How an attempt ended. */
export type Delivered =
  | { readonly ok: true; readonly status?: number | undefined }
  | {
      readonly ok: false;
      readonly status?: number | undefined;
      readonly error: string;
      /** The endpoint asks to be left alone for so long. */
      readonly retryAfterMs?: number | undefined;
      /** It will never take this message. */
      readonly permanent?: boolean | undefined;
    };

/** A way out: the one interface of everything that takes messages away. */
export interface Channel {
  readonly id: string;
  /** Brings a message to the outside, or says why not; throws what the network threw. Ends when the signal aborts. */
  deliver(message: Message, signal: AbortSignal): Promise<Delivered>;
}

/** What channels are made of. */
export interface ChannelParts {
  readonly guard: OutboundGuard;
  readonly post: Post;
  readonly secrets: Secrets;
  readonly clock: () => number;
}

/** Names of a channel's secrets by use, and the one before the last rotation while it still works. */
export interface SecretNames {
  readonly [use: string]: string | { readonly name: string; readonly until: string } | undefined;
  readonly previous?: { readonly name: string; readonly until: string } | undefined;
}

/** A stored channel, as its adapter sees it. `settings` fit the adapter's schema. */
export interface ChannelRow<Settings = Readonly<Record<string, unknown>>> {
  readonly id: string;
  readonly settings: Settings;
  readonly secrets: SecretNames;
}
