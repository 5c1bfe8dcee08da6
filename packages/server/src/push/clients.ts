import { ProbityError } from "@probity/contracts";
import type { EventSink } from "../http/index.ts";

/** One connected client. */
export interface Client {
  readonly source: string;
  readonly key: string;
  readonly sink: EventSink;
  /** Version told last. */
  sent: number;
}

/** Most streams of one source, and in all. */
export interface PushLimits {
  readonly source: number;
  readonly all: number;
}

/** The connected clients of one process, by source. */
export class Clients {
  readonly #limits: PushLimits;
  readonly #bySource = new Map<string, Set<Client>>();
  #count = 0;

  constructor(limits: PushLimits) {
    this.#limits = limits;
  }

  get sources(): readonly string[] {
    return [...this.#bySource.keys()];
  }

  /** Throws `PROBITY_E_OVERLOADED` when there are too many already. */
  add(source: string, key: string, sink: EventSink): Client {
    const own = this.#bySource.get(source) ?? new Set();
    if (this.#count >= this.#limits.all || own.size >= this.#limits.source)
      throw new ProbityError("PROBITY_E_OVERLOADED", "too many streams are open");
    const client: Client = { source, key, sink, sent: 0 };
    this.#bySource.set(source, own.add(client));
    this.#count += 1;
    return client;
  }

  /** Ends a client; nothing happens for one that has ended. */
  drop(client: Client): void {
    const own = this.#bySource.get(client.source);
    if (own?.delete(client) !== true) return;
    this.#count -= 1;
    if (own.size === 0) this.#bySource.delete(client.source);
    client.sink.end();
  }

  /** Whoever does not read comes back and hears the newest; nothing is kept for it. */
  write(client: Client, text: string): void {
    if (!client.sink.write(text)) this.drop(client);
  }

  /** A copy: clients may go while it is walked. */
  of(source: string): readonly Client[] {
    return Array.from(this.#bySource.get(source) ?? []);
  }

  all(): readonly Client[] {
    return this.sources.flatMap((source) => this.of(source));
  }
}
