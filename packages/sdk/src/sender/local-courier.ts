import { ProbityError } from "@probity/contracts";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parsePinnedKey } from "../bundle/vkey.ts";
import type { Clock } from "../clock.ts";
import { createIdMaker, fraction, type RandomFill } from "../ids.ts";
import { board, live, type Words } from "../spool/counters.ts";
import { GroupSync } from "../spool/group-sync.ts";
import type { Part } from "../spool/owner.ts";
import type { Damage } from "../spool/reader.ts";
import type { LiveDirectory } from "../spool/stream-writer.ts";
import { beat } from "../spool/writer-directory.ts";
import type { StreamEvent } from "../stream/record.ts";
import { createCheckpointFile } from "./checkpoint-file.ts";
import type { CourierConfig } from "./courier-config.ts";
import type { CourierReport } from "./courier-report.ts";
import type { Courier } from "./courier.ts";
import { deadLetterFile, writeDeadLetter } from "./dead-letter.ts";
import { createBatchEncoder } from "./encode-batch.ts";
import { isShortOfSpace } from "./free-space.ts";
import { keepDamage } from "./keep-damage.ts";
import { LiveSource } from "./live-source.ts";
import { MemorySource } from "./memory-source.ts";
import { Orphanage } from "./orphanage.ts";
import { createReceiptBook, type ReceiptBook } from "./receipts.ts";
import { Sender } from "./sender.ts";
import { SideStream } from "./side-stream.ts";
import { createStreamEvents, type StreamEvents } from "./stream-events.ts";
import type { StreamSource } from "./stream-source.ts";
import type { Transport } from "./transport.ts";

/** What a courier works with in its thread. */
export interface CourierParts {
  readonly config: CourierConfig;
  /** The how many'th courier of the client; a later one takes over what an earlier one left. */
  readonly engine: number;
  readonly words: Words;
  readonly clock: Clock;
  readonly random: RandomFill;
  readonly transport: Transport;
  readonly report: (report: CourierReport) => void;
  /** The emitting thread shall go on in another directory. */
  readonly evict: (directory: string) => void;
}

const batchLimits = { maxItems: 500, maxBytes: 512 * 1024 };
const beatMs = 5000;
const spaceMs = 1000;
/** How long to wait for the emitting thread to move out before looking after the other sources again. */
const evictionMs = 100;

/** Opens a courier in this thread. */
export type OpenCourier = (parts: CourierParts) => Courier;

/** Opens a courier in this thread. Its timers do not keep the process alive. */
export const openCourier: OpenCourier = (parts) => new LocalCourier(parts);

class LocalCourier implements Courier {
  readonly #parts: CourierParts;
  readonly #sync: GroupSync;
  readonly #events: StreamEvents;
  readonly #receipts: ReceiptBook;
  readonly #memory: MemorySource;
  readonly #side: SideStream;
  readonly #orphanage: Orphanage;
  readonly #sender: Sender;
  readonly #timers: readonly NodeJS.Timeout[];
  #live: LiveSource[] = [];
  #finished = false;
  /** What the disk had taken when it failed last. */
  #writtenAtFailure = 0;

  constructor(parts: CourierParts) {
    this.#parts = parts;
    const { config, clock, random } = parts;
    this.#sync = new GroupSync(config.syncIntervalMs, (cause) =>
      this.#fail("PROBITY_E_SPOOL_SYNC", `fdatasync below ${config.folder}`, cause),
    );
    this.#events = createStreamEvents({ source: config.source, clock, nextId: createIdMaker(clock, random) });
    this.#receipts = createReceiptBook({
      keys: config.publicKeys.map(parsePinnedKey),
      digest: config.logDigest,
      file: createCheckpointFile(config.folder),
      clock,
      onError: (error) => parts.report({ kind: "error", error }),
    });
    this.#memory = new MemorySource({
      source: config.source,
      random,
      events: this.#events,
      onTaken: (count) => Atomics.add(parts.words, board.memoryTaken, count),
    });
    this.#side = this.#openSide();
    this.#orphanage = this.#openOrphanage();
    this.#sender = this.#openSender();
    this.#timers = [
      setInterval(() => this.#rescan(), config.rescanMs).unref(),
      setInterval(() => this.#beat(), beatMs).unref(),
      setInterval(() => void this.#watchSpace(), spaceMs).unref(),
    ];
    void this.#watchSpace();
  }

  opened(directory: LiveDirectory): void {
    this.#live.push(new LiveSource(directory, { ...this.#reading, onBroken: this.#parts.evict }));
    this.#sync.add(directory);
    this.#rescan();
    this.wake();
  }

  moved(directory: string): void {
    const source = this.#live.find((one) => one.live.directory === directory);
    if (source === undefined) return;
    this.#live = this.#live.filter((one) => one !== source);
    this.#sync.remove(directory);
    source.close();
    this.#orphanage.claim(directory, source.hole);
    this.wake();
  }

  remember(event: StreamEvent): void {
    this.#memory.push(event);
    this.#writtenAtFailure = this.#written();
    this.wake();
  }

  wake(): void {
    this.#sync.touch();
    this.#sender.wake();
  }

  synced(): Promise<void> {
    return this.#sync.wait();
  }

  drained(): Promise<void> {
    return this.#sender.drained();
  }

  async finish(): Promise<void> {
    this.#finished = true;
    this.#memory.close("shutdown");
    await this.#side.finish().catch((cause: unknown) => {
      this.#fail("PROBITY_E_SPOOL_WRITE", "cannot close the side stream", cause);
    });
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#sender.stop();
    await this.#sync.close();
    for (const source of this.#live) source.close();
    this.#side.close();
    this.#orphanage.close();
    this.#receipts.close();
  }

  get #reading(): {
    readonly onDamage: (directory: string, damage: Damage) => void;
    readonly onError: (cause: unknown) => void;
  } {
    const { config, report } = this.#parts;
    return {
      onDamage: (directory, damage) => {
        const error = keepDamage(config.folder, directory, damage);
        if (error !== undefined) report({ kind: "damage", error });
      },
      onError: (cause) => this.#fail("PROBITY_E_SPOOL_WRITE", `cursor below ${config.folder}`, cause),
    };
  }

  get #part(): Part {
    return { client: this.#parts.config.client, engine: this.#parts.engine };
  }

  #openSide(): SideStream {
    const { config, random } = this.#parts;
    const { folder, source, segmentBytes } = config;
    return new SideStream({
      ...this.#reading,
      writer: { folder, source, segmentBytes, random, part: this.#part },
      sync: this.#sync,
      events: this.#events,
      onBroken: (directory, hole) => this.#orphanage.add(directory, hole),
    });
  }

  #openOrphanage(): Orphanage {
    const { config, clock, report } = this.#parts;
    return new Orphanage({
      folder: config.folder,
      staleMs: config.staleMs,
      part: this.#part,
      clock,
      limits: batchLimits,
      side: this.#side,
      events: this.#events,
      onDamage: this.#reading.onDamage,
      onError: (error) => report({ kind: "error", error }),
    });
  }

  #openSender(): Sender {
    const { config, clock, random, transport, report, words } = this.#parts;
    const receipts = this.#receipts;
    return new Sender({
      transport,
      key: config.key,
      timeoutMs: config.requestTimeoutMs,
      now: () => clock.now(),
      random: fraction(random),
      encoder: createBatchEncoder(),
      receipts,
      sources: () => this.#sources(),
      tend: () => this.#tend(),
      limits: batchLimits,
      lingerMs: config.lingerMs,
      backoff: { baseMs: config.retryBaseMs, capMs: config.retryCapMs },
      onDelivered: (delivered) => {
        this.#publish();
        Atomics.add(words, board.freed, 1);
        Atomics.notify(words, board.freed);
        report({ kind: "delivered", ...delivered, receipts: receipts.facts() });
      },
      onRefused: (record, status, detail) => this.#setAside(record, status, detail),
      onRetry: (error) => report({ kind: "retry", error, receipts: receipts.facts() }),
    });
  }

  #sources(): readonly StreamSource[] {
    return [...this.#live, this.#memory, this.#side, ...this.#orphanage.all()];
  }

  #written(): number {
    return this.#live.reduce((sum, { live: one }) => sum + Atomics.load(one.words, live.records), 0);
  }

  async #tend(): Promise<boolean> {
    const tended = this.#finished ? false : await this.#orphanage.tend();
    // Where the disk takes events again, it takes heartbeats, too.
    const recovered = this.#memory.pending() === 0 && this.#written() !== this.#writtenAtFailure;
    const more = (recovered && this.#memory.close("continued")) || tended;
    this.#publish();
    const broken = this.#live.filter(({ hole }) => hole !== undefined);
    if (broken.length === 0) return more;
    for (const source of broken) this.#parts.evict(source.live.directory);
    await sleep(evictionMs, undefined, { ref: false });
    return true;
  }

  #setAside(record: Uint8Array, status: number, detail: string): void {
    const { config, clock, report } = this.#parts;
    const refusedAt = new Date(clock.now()).toISOString();
    mkdirSync(config.folder, { recursive: true, mode: 0o700 });
    writeDeadLetter(config.folder, { refusedAt, status, detail, record });
    report({ kind: "deadletter", status, detail, file: join(config.folder, deadLetterFile) });
  }

  #rescan(): void {
    const own = this.#live.map((source) => source.live.directory);
    const side = this.#side.directory;
    // Without a disk of one's own there is nothing to write a gap to.
    if (own.length > 0) this.#orphanage.scan(side === undefined ? own : [...own, side]);
    this.#publish();
    if (this.#orphanage.all().length > 0) this.#sender.wake();
  }

  #beat(): void {
    const seconds = this.#parts.clock.now() / 1000;
    for (const { live: one } of this.#live) {
      if (!beat(one.directory, seconds)) this.#parts.evict(one.directory);
    }
    this.#side.beat(seconds);
  }

  async #watchSpace(): Promise<void> {
    const { config, words } = this.#parts;
    const short = await isShortOfSpace(config.folder, config.minFreeBytes);
    Atomics.store(words, board.lowSpace, short ? 1 : 0);
  }

  /** What waits besides the live directories, which count for themselves, and the memory, which its filler counts. */
  #publish(): void {
    const others: readonly StreamSource[] = [this.#side, ...this.#orphanage.all()];
    const { words } = this.#parts;
    Atomics.store(words, board.adopted, this.#orphanage.all().length);
    Atomics.store(
      words,
      board.otherPending,
      others.reduce((sum, source) => sum + source.pending(), 0),
    );
    Atomics.store(
      words,
      board.otherBlocks,
      others.reduce((sum, source) => sum + source.blocks(), 0),
    );
  }

  #fail(code: "PROBITY_E_SPOOL_SYNC" | "PROBITY_E_SPOOL_WRITE", message: string, cause: unknown): void {
    this.#parts.report({ kind: "error", error: new ProbityError(code, message, { cause }) });
  }
}
