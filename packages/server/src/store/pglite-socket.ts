import { Duplex } from "node:stream";
import type { PgliteDatabase } from "./pglite-database.ts";

const [sync, query, flush, terminate] = [0x53, 0x51, 0x48, 0x58];

/** AuthenticationOk, BackendKeyData, ReadyForQuery: what a client waits for after its startup message. */
const welcome = Buffer.from([
  0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x4b, 0, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0, 1, 0x5a, 0, 0, 0, 5, 0x49,
]);

/**
 * `pg` throws a connection away on which a statement failed. The embedded database has one session for all of them: what
 * the last one prepared, or left open, would stand in the way of the next.
 */
const forget = queryMessage("rollback; deallocate all");

/**
 * Looks like a socket to `pg` and carries its bytes to the embedded database. Messages are held back until a Sync, so
 * that parse, bind, execute and sync cross the thread boundary once and not four times.
 */
export class PgliteSocket extends Duplex {
  readonly #database: PgliteDatabase;
  #started = false;
  #buffer: Buffer = Buffer.alloc(0);

  constructor(database: PgliteDatabase) {
    super();
    this.#database = database;
  }

  connect(): this {
    process.nextTick(() => this.emit("connect"));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {
    // Answers are pushed as they come.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    void this.#forwardOr(done);
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  /** A failure destroys the stream, which pg reports as a broken connection. */
  async #forwardOr(done: (error?: Error | null) => void): Promise<void> {
    try {
      await this.#forward();
    } catch (error) {
      return done(error instanceof Error ? error : new Error(String(error)));
    }
    done();
  }

  async #forward(): Promise<void> {
    if (!this.#started && !(await this.#takeStartup())) return;
    const { end, closing } = wholeMessages(this.#buffer);
    if (end > 0) {
      const messages = this.#buffer.subarray(0, end);
      this.#buffer = this.#buffer.subarray(end);
      this.push(Buffer.from(await this.#database.exchange(messages)));
    }
    if (closing) this.push(null);
  }

  async #takeStartup(): Promise<boolean> {
    if (this.#buffer.length < 4) return false;
    const length = this.#buffer.readInt32BE(0);
    if (this.#buffer.length < length) return false;
    this.#buffer = this.#buffer.subarray(length);
    this.#started = true;
    await this.#database.exchange(forget);
    this.push(welcome);
    return true;
  }
}

/** A simple query as a message of the wire protocol. */
function queryMessage(text: string): Buffer {
  const body = Buffer.from(`${text}\0`);
  const head = Buffer.from([query, 0, 0, 0, 0]);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** Where the last message that asks for an answer ends, and whether the client says goodbye. */
function wholeMessages(buffer: Buffer): { readonly end: number; readonly closing: boolean } {
  let offset = 0;
  let end = 0;
  while (offset + 5 <= buffer.length) {
    const type = buffer[offset];
    if (type === terminate) return { end, closing: true };
    offset += 1 + buffer.readInt32BE(offset + 1);
    if (offset > buffer.length) break;
    if (type === sync || type === query || type === flush) end = offset;
  }
  return { end, closing: false };
}
