import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** What the demo keeps from one run to the next. Tokens and keys open the demo's own server, on this machine. */
export interface OfficeState {
  /** When it was opened: events, deadlines and days are counted from here, in later runs as well. */
  readonly openedAt: string;
  /** Keys of sources and tokens of people, by id. */
  readonly keys: Readonly<Record<string, string>>;
  readonly tokens: Readonly<Record<string, string>>;
  /** Parts that are done, by name. */
  readonly done: readonly string[];
}

/** That state in a file which only its owner reads, written whole or not at all. */
export class OfficeFile {
  readonly #path: string;
  #state: OfficeState;

  constructor(path: string, now: number) {
    this.#path = path;
    this.#state = existsSync(path)
      ? // Our own file.
        (JSON.parse(readFileSync(path, "utf8")) as OfficeState)
      : { openedAt: new Date(now).toISOString(), keys: {}, tokens: {}, done: [] };
  }

  get state(): OfficeState {
    return this.#state;
  }

  /** Nothing was done yet. */
  get isNew(): boolean {
    return !existsSync(this.#path);
  }

  isDone(part: string): boolean {
    return this.#state.done.includes(part);
  }

  save(changes: Partial<OfficeState>): void {
    this.#state = { ...this.#state, ...changes };
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(`${this.#path}.new`, JSON.stringify(this.#state, undefined, 2), { mode: 0o600 });
    renameSync(`${this.#path}.new`, this.#path);
  }

  finish(part: string): void {
    this.save({ done: [...this.#state.done, part] });
  }
}
