/** What a cell speaks to. */
export interface Address {
  /** Server or sink; for a cell "server down" nobody listens there. */
  readonly url: string;
  readonly source: string;
  readonly key: string;
  readonly vkey: string;
  readonly spoolDir: string;
}

/** A client of a delivery SDK, open. */
export interface Client {
  /** Hands over one event of about 1 kB. */
  readonly emit: (nth: number) => void;
  /** Resolves when the last event is on the disk itself; undefined where an SDK cannot tell. */
  readonly durable?: (() => Promise<void>) | undefined;
  /** Delivers what it holds, and returns how many events are not delivered. Only of ours is every event counted in the end. */
  readonly close?: (() => Promise<number>) | undefined;
}

/** An SDK under measurement, with its default settings. */
export interface Contender {
  readonly name: string;
  /** What a cold process imports, as a host does. */
  readonly imports: readonly string[];
  readonly open: (address: Address) => Promise<Client>;
}
