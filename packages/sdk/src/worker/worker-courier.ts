import { ProbityError } from "@probity/contracts";
import { Worker } from "node:worker_threads";
import type { CourierConfig } from "../sender/courier-config.ts";
import type { CourierReport } from "../sender/courier-report.ts";
import type { Courier } from "../sender/courier.ts";
import type { Words } from "../spool/counters.ts";
import type { LiveDirectory } from "../spool/stream-writer.ts";
import type { StreamEvent } from "../stream/record.ts";
import {
  fromWire,
  reportFromWire,
  type FromWorker,
  type Question,
  type ToWorker,
  type WorkerStart,
} from "./messages.ts";
import { signal } from "./wake-signal.ts";

/** Settings of {@link WorkerCourier}. */
export interface WorkerCourierSettings {
  /** The module of the thread; without it there is none. */
  readonly file: URL | undefined;
  readonly config: CourierConfig;
  readonly words: Words;
  /** What is written now, and what waits in memory: a thread that takes over from a crashed one has to know. */
  readonly contents: () => {
    readonly live: LiveDirectory | undefined;
    readonly memory: readonly StreamEvent[];
  };
  readonly report: (report: CourierReport) => void;
  readonly evict: (directory: string) => void;
  /** Loads what opens the courier that takes the thread's place where none can be started; it opens with all there is. */
  readonly instead: () => Promise<() => Courier>;
}

interface Asked {
  readonly question: Question;
  readonly resolve: () => void;
  readonly reject: (error: ProbityError) => void;
}

const firstRestartMs = 100;
const lastRestartMs = 30_000;
const stopMs = 1500;

/** Neither the host's loaders nor its inspector belong into the thread; from sources it needs their condition. */
const startOptions = (file: URL): { readonly execArgv: string[]; readonly env: NodeJS.ProcessEnv } => ({
  execArgv: file.pathname.endsWith(".ts") ? ["--conditions=@probity/source"] : [],
  env: { ...process.env, NODE_OPTIONS: "" },
});

/** A courier in a thread of its own, started at the first use and started again when it crashes. */
export class WorkerCourier implements Courier {
  readonly #settings: WorkerCourierSettings;
  readonly #asked = new Map<number, Asked>();
  #file: URL | undefined;
  #worker: Worker | undefined;
  #engine = 0;
  #ticket = 0;
  #crashes = 0;
  #timer: NodeJS.Timeout | undefined;
  #starting: NodeJS.Immediate | undefined;
  #stopped = false;
  /** The other courier is being loaded, or is there. */
  #replacing = false;
  #instead: Courier | undefined;

  constructor(settings: WorkerCourierSettings) {
    this.#settings = settings;
    this.#file = settings.file;
  }

  /** Whether anything was begun. */
  get started(): boolean {
    return this.#engine > 0 || this.#replacing;
  }

  /** Whether there is, or will be, a thread. */
  get threaded(): boolean {
    return this.#file !== undefined;
  }

  opened(live: LiveDirectory): void {
    this.#instead?.opened(live);
    this.#send({ kind: "opened", live: { directory: live.directory, words: live.words } });
  }

  moved(directory: string): void {
    this.#instead?.moved(directory);
    this.#send({ kind: "moved", directory });
  }

  remember(event: StreamEvent): void {
    this.#instead?.remember(event);
    this.#send({ kind: "remember", event });
    this.wake();
  }

  wake(): void {
    if (this.#worker !== undefined) signal(this.#settings.words);
    else if (this.#instead !== undefined) this.#instead.wake();
    else if (this.#starting === undefined) this.#startSoon();
  }

  /** Begins now, for the emitting thread is about to wait. */
  hurry(): void {
    this.wake();
    this.#start();
  }

  async synced(): Promise<void> {
    const { promise } = this.#ask("synced");
    // Whoever waits for the disk keeps the process alive.
    const alive = setInterval(() => undefined, 1000);
    try {
      await promise;
    } finally {
      clearInterval(alive);
    }
  }

  drained(): Promise<void> {
    return this.#ask("drained").promise;
  }

  finish(): Promise<void> {
    return !this.started ? Promise.resolve() : this.#ask("finish").promise;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#starting);
    await this.#instead?.stop();
    const worker = this.#worker;
    if (worker !== undefined) {
      const { promise } = this.#ask("stop");
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, stopMs);
      });
      await Promise.race([promise, late]);
      clearTimeout(timer);
      await worker.terminate();
    }
    this.#release();
  }

  /** Not in the emitting call: starting a thread takes a millisecond. */
  #startSoon(): void {
    this.#starting = setImmediate(() => this.#start());
  }

  #start(): undefined {
    clearImmediate(this.#starting);
    this.#starting = undefined;
    const busy = this.#worker !== undefined || this.#timer !== undefined;
    if (busy || this.#stopped || this.#replacing) return undefined;
    const { config, words, contents } = this.#settings;
    const file = this.#file;
    if (file === undefined) return void this.#replace();
    this.#engine += 1;
    const start: WorkerStart = { config, engine: this.#engine, words, ...plain(contents()) };
    let worker: Worker;
    try {
      worker = new Worker(file, { workerData: start, name: "probity", ...startOptions(file) });
    } catch {
      // The permission model forbids threads.
      return void this.#replace();
    }
    this.#worker = worker;
    let heard = false;
    let failure: unknown = "it ended";
    worker.on("message", (message: FromWorker) => {
      heard = true;
      this.#hear(message);
    });
    worker.on("error", (error) => {
      failure = error;
    });
    worker.on("exit", () => this.#ended(heard, failure));
    // After the listeners, which would keep the process alive.
    worker.unref();
    for (const [ticket, { question }] of this.#asked) this.#send({ kind: "ask", question, ticket });
    return undefined;
  }

  #ended(heard: boolean, cause: unknown): undefined {
    this.#worker = undefined;
    if (this.#stopped) {
      this.#release();
      return undefined;
    }
    // A host that bundles or sandboxes its code: the file is there, but cannot run.
    if (!heard && this.#engine === 1) return void this.#replace();
    this.#crashed(cause);
    return undefined;
  }

  #crashed(cause: unknown): void {
    this.#crashes += 1;
    const message = `the delivering thread crashed ${this.#crashes} times`;
    this.#settings.report({
      kind: "error",
      error: new ProbityError("PROBITY_E_DELIVERY_THREAD", message, { cause }),
    });
    const delay = Math.min(lastRestartMs, firstRestartMs * 2 ** (this.#crashes - 1));
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#start();
    }, delay).unref();
  }

  /** The other courier answers what was asked of this one. */
  async #replace(): Promise<void> {
    this.#file = undefined;
    this.#replacing = true;
    try {
      const open = await this.#settings.instead();
      if (this.#stopped) return;
      const instead = open();
      this.#instead = instead;
      for (const { question, resolve, reject } of this.#asked.values())
        instead[question]().then(resolve, reject);
      this.#asked.clear();
    } catch (cause) {
      this.#replacing = false;
      this.#crashed(cause);
    }
  }

  #release(): void {
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    for (const { resolve } of asked) resolve();
  }

  #hear(message: FromWorker): void {
    if (message.kind === "report") return this.#settings.report(reportFromWire(message.report));
    if (message.kind === "evict") return this.#settings.evict(message.directory);
    if (message.kind === "ready") return undefined;
    const asked = this.#asked.get(message.ticket);
    this.#asked.delete(message.ticket);
    if (message.error === undefined) asked?.resolve();
    else asked?.reject(fromWire(message.error));
    return undefined;
  }

  #ask(question: Question): { readonly promise: Promise<void> } {
    if (this.#instead !== undefined) return { promise: this.#instead[question]() };
    const ticket = this.#ticket;
    this.#ticket += 1;
    const promise = new Promise<void>((resolve, reject) => {
      this.#asked.set(ticket, { question, resolve, reject });
    });
    if (this.#worker === undefined) this.#start();
    else this.#send({ kind: "ask", question, ticket });
    return { promise };
  }

  /** Without a thread nothing is said: a new one is started with all it has to know. */
  #send(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }
}

/** Only what can be sent to a thread. */
const plain = ({
  live,
  memory,
}: {
  readonly live: LiveDirectory | undefined;
  readonly memory: readonly StreamEvent[];
}): Pick<WorkerStart, "live" | "memory"> => ({
  live: live === undefined ? undefined : { directory: live.directory, words: live.words },
  memory: memory.map((event) => ({ ...event })),
});
