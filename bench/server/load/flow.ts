import { nowMs } from "./clock.ts";
import { type Connection, openConnection } from "./http-connection.ts";
import { type FlowResult, Tally } from "./tally.ts";

/** Requests of one kind and when they are due. */
export interface Flow {
  readonly url: string;
  /** Whole requests as bytes, sent in order and from the beginning again. */
  readonly requests: readonly Buffer[];
  /** Milliseconds from the beginning, ascending: one for each request that is sent. */
  readonly moments: Float64Array;
  /** A request waits for the first of these that is free. */
  readonly connections: number;
  /** One connection: each is sent after the answer to the one before, and again when the server has no room for it (503). */
  readonly inOrder?: boolean | undefined;
  /** What the body of a good answer holds; its status is 200. */
  readonly expects: string;
}

/** A flow on its way. */
export interface Running {
  /** Sends what is due at `now`. */
  drain(now: number): void;
  result(): FlowResult;
  /** Requests without an answer yet, those that are not due included. */
  pending(): number;
  close(): void;
}

/** After which a refused request of a stream is sent again. */
const againMs = 50;

class RunningFlow implements Running {
  readonly #flow: Flow;
  readonly #begin: number;
  readonly #warmUpMs: number;
  readonly #all: Connection[];
  readonly #free: Connection[];
  readonly #waiting: number[] = [];
  readonly #tally = new Tally();
  #next = 0;
  #flying = 0;
  #closed = false;

  constructor(flow: Flow, connections: readonly Connection[], begin: number, warmUpMs: number) {
    this.#flow = flow;
    this.#begin = begin;
    this.#warmUpMs = warmUpMs;
    this.#all = [...connections];
    this.#free = [...connections];
  }

  drain(now: number): void {
    const { moments } = this.#flow;
    while (this.#next < moments.length && this.#dueAt(this.#next) <= now) {
      const nth = this.#next++;
      const connection = this.#free.pop();
      if (connection === undefined) this.#waiting.push(nth);
      else void this.#send(connection, nth);
    }
  }

  pending(): number {
    return this.#flow.moments.length - this.#next + this.#waiting.length + this.#flying;
  }

  result(): FlowResult {
    const due = this.#flow.moments.filter((moment) => moment >= this.#warmUpMs).length;
    return this.#tally.result(due, this.#waiting.length + this.#flying);
  }

  close(): void {
    this.#closed = true;
    this.#waiting.length = 0;
    for (const connection of this.#all) connection.close();
  }

  #dueAt(nth: number): number {
    return this.#begin + (this.#flow.moments[nth] ?? 0);
  }

  async #send(connection: Connection, nth: number): Promise<void> {
    const { requests, moments } = this.#flow;
    const measured = (moments[nth] ?? 0) >= this.#warmUpMs;
    if (measured) this.#tally.sent(nowMs() - this.#dueAt(nth));
    this.#flying += 1;
    try {
      const answer = await connection.ask(requests[nth % requests.length] ?? Buffer.alloc(0));
      this.#take(connection, nth, answer, measured);
    } catch (error) {
      // Closed by us, with the answer still to come.
      if (this.#closed) return;
      this.#tally.failed(String(error));
      await this.#replace(connection);
    } finally {
      this.#flying -= 1;
    }
  }

  #take(
    connection: Connection,
    nth: number,
    { status, body }: { readonly status: number; readonly body: Buffer },
    measured: boolean,
  ): void {
    if (status === 503) this.#tally.refused();
    else if (status !== 200 || !body.includes(this.#flow.expects))
      this.#tally.failed(`status ${status}: ${body.toString("utf8")}`);
    else if (measured) this.#tally.answered(nowMs() - this.#dueAt(nth));
    if (status !== 503 || this.#flow.inOrder !== true) return this.#release(connection);
    // It flies until it is sent again.
    this.#flying += 1;
    setTimeout(() => {
      this.#flying -= 1;
      void this.#send(connection, nth);
    }, againMs);
  }

  #release(connection: Connection): void {
    const nth = this.#waiting.shift();
    if (nth === undefined) this.#free.push(connection);
    else void this.#send(connection, nth);
  }

  async #replace(broken: Connection): Promise<void> {
    broken.close();
    try {
      const connection = await openConnection(new URL(this.#flow.url));
      this.#all.push(connection);
      this.#release(connection);
    } catch (error) {
      this.#tally.failed(String(error));
    }
  }
}

/** Opens the connections of a flow, whose moments count from `begin` by the clock of this process. */
export const startFlow = async (flow: Flow, begin: number, warmUpMs: number): Promise<Running> => {
  const url = new URL(flow.url);
  const opened = await Promise.all(Array.from({ length: flow.connections }, () => openConnection(url)));
  return new RunningFlow(flow, opened, begin, warmUpMs);
};
