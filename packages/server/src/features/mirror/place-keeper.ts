import type { WindowsPlace, WindowsPlaces } from "./place.ts";

/** Memory follows a commit at once; after this, it was not ours. */
const mostWaitMs = 100;

/** Knows where what is in memory is; nowhere at first. */
export class PlaceKeeper {
  #current: WindowsPlace | undefined;
  #reaching: number | undefined;
  #generation = 0;
  #waiting: (() => void)[] = [];
  readonly #onClear: () => void;

  /** `onClear` forgets what is in memory. */
  constructor(onClear: () => void) {
    this.#onClear = onClear;
  }

  get current(): WindowsPlace | undefined {
    return this.#current;
  }

  /** Moves whenever everything is forgotten. */
  get generation(): number {
    return this.#generation;
  }

  isAt({ position, epoch }: WindowsPlace): boolean {
    return this.#current?.position === position && this.#current.epoch === epoch;
  }

  /** The places of the database at which what is in memory holds. */
  places(): WindowsPlaces | undefined {
    if (this.#current === undefined) return undefined;
    const { position, epoch } = this.#current;
    return { positions: this.#reaching === undefined ? [position] : [position, this.#reaching], epoch };
  }

  /** Begins at a place, unless it is somewhere or something was forgotten since. */
  start(place: WindowsPlace, generation: number): void {
    if (generation === this.#generation) this.#current ??= place;
  }

  /** A transaction of the scorer is about to commit: the database may be there before memory follows. */
  willReach(position: number): void {
    this.#reaching = position;
  }

  /** It did: true when memory was where it continued from; else all is forgotten. */
  move(from: WindowsPlace, to: number): boolean {
    this.#reaching = undefined;
    if (!this.isAt(from)) {
      this.clear();
      return false;
    }
    this.#current = { ...from, position: to };
    this.#wake();
    return true;
  }

  /**
   * True once memory is where something was read from the database, which may see a commit before memory follows it.
   * False when everything was forgotten since, or is now: somebody else wrote.
   */
  async reached(place: WindowsPlace, generation: number): Promise<boolean> {
    this.start(place, generation);
    if (this.#isBehind(place)) await this.#moved();
    if (generation !== this.#generation) return false;
    if (this.#current?.epoch === place.epoch && !this.#isBehind(place)) return true;
    this.clear();
    return false;
  }

  clear(): void {
    this.#generation += 1;
    this.#current = undefined;
    this.#reaching = undefined;
    this.#onClear();
    this.#wake();
  }

  #isBehind({ position }: WindowsPlace): boolean {
    return this.#current !== undefined && this.#current.position < position;
  }

  async #moved(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, mostWaitMs);
    this.#waiting.push(resolve);
    await promise;
    clearTimeout(timer);
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }
}
