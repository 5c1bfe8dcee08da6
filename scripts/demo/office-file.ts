import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What the demo keeps from one run to the next. */
interface OfficeState {
  /** When it was opened: the history ends here, in later runs as well. */
  readonly openedAt: string;
  /** Keys of sources, by id. */
  readonly keys: Readonly<Record<string, string>>;
  /** Parts that are done, by name. */
  readonly done: readonly string[];
}

/**
 * That state in a file, and beside it the tokens of people, a file each under `tokens/`: for the command line, as
 * `PROBITY_TOKEN=$(cat .probity/demo/tokens/ID)`. Only their owner reads them; each is written whole or not at all.
 */
export class OfficeFile {
  readonly #path: string;
  #state: OfficeState;

  constructor(path: string, now: number) {
    this.#path = path;
    this.#state = existsSync(path)
      ? // Our own file.
        (JSON.parse(readFileSync(path, "utf8")) as OfficeState)
      : { openedAt: new Date(now).toISOString(), keys: {}, done: [] };
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
    write(this.#path, JSON.stringify(this.#state, undefined, 2));
  }

  finish(part: string): void {
    this.save({ done: [...this.#state.done, part] });
  }

  /** The token of a person; undefined when none was kept. */
  tokenOf(person: string): string | undefined {
    const path = this.#tokenPath(person);
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  }

  keepToken(person: string, token: string): void {
    write(this.#tokenPath(person), token);
  }

  #tokenPath(person: string): string {
    return join(dirname(this.#path), "tokens", person);
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
