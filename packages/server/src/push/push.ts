import { ProbityError } from "@probity/contracts";
import type { BundleHead, Bundles } from "../rules/index.ts";
import type { SourceKeys } from "../sources/index.ts";
import { every } from "../watch/index.ts";
import type { EventSink } from "../http/index.ts";
import { Clients, type PushLimits } from "./clients.ts";

/** Tells connected clients which bundle is in force: at once, and after each release, whichever server made it (RU-6). */
export interface Push {
  /**
   * Follows a source for one client; returns what ends it. Throws `PROBITY_E_OVERLOADED` when the source or the server has
   * too many already. `key` is looked at again every few seconds.
   */
  open(source: string, key: string, sink: EventSink): () => void;
  /** Ends every stream; none is opened after. */
  close(): Promise<void>;
}

/** What {@link createPush} works with. */
export interface PushOptions {
  readonly bundles: Pick<Bundles, "heads" | "onRelease">;
  readonly keys: Pick<SourceKeys, "authenticate">;
  readonly onError: (error: unknown) => void;
  /** Most streams of one source, and in all. @defaultValue 500 and 5000 */
  readonly limits?: PushLimits | undefined;
}

/** Releases of other servers are seen by looking this often, while somebody is connected. */
const lookMs = 500;
const pingMs = 15_000;
const keyMs = 5_000;

const message = ({ version, hash }: BundleHead): string =>
  `event: bundle\nid: ${hash}\ndata: ${JSON.stringify({ version, hash })}\n\n`;

/** Makes the push of one process. It does nothing while nobody is connected. */
export function createPush(options: PushOptions): Push {
  const { bundles, keys, onError, limits = { source: 500, all: 5_000 } } = options;
  const clients = new Clients(limits);
  let closed = false;

  const tell = (source: string, head: BundleHead): void => {
    for (const client of clients.of(source)) {
      if (client.sent >= head.version) continue;
      client.sent = head.version;
      clients.write(client, message(head));
    }
  };
  const look = async (): Promise<void> => {
    const { sources } = clients;
    if (sources.length === 0) return;
    for (const [source, head] of await bundles.heads(sources)) tell(source, head);
  };
  const checkKeys = async (): Promise<void> => {
    const checked = new Map<string, boolean>();
    for (const client of clients.all()) {
      const { key, source } = client;
      // oxlint-disable-next-line no-await-in-loop -- most are of the same few keys
      const works = checked.get(key) ?? (await keys.authenticate(key)) === source;
      checked.set(key, works);
      if (!works) clients.drop(client);
    }
  };

  bundles.onRelease(tell);
  const looking = every(lookMs, look, onError);
  const checking = every(keyMs, checkKeys, onError);
  const ping = setInterval(() => {
    for (const client of clients.all()) clients.write(client, ": ping\n\n");
  }, pingMs).unref();

  return {
    open: (source, key, sink) => {
      if (closed) throw new ProbityError("PROBITY_E_OVERLOADED", "the server is stopping");
      const client = clients.add(source, key, sink);
      looking.wake();
      return () => clients.drop(client);
    },
    close: async () => {
      closed = true;
      clearInterval(ping);
      for (const client of clients.all()) clients.drop(client);
      await looking.stop();
      await checking.stop();
    },
  };
}
