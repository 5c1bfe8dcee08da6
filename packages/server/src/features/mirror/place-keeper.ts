import type { WindowsPlace, WindowsPlaces } from "./place.ts";

/** Where what is in memory is. */
export interface PlaceKeeper {
  readonly current: WindowsPlace | undefined;
  /** Moves whenever everything is forgotten. */
  readonly generation: number;
  isAt(place: WindowsPlace): boolean;
  places(): WindowsPlaces | undefined;
  /** Begins at a place, unless something was forgotten since. */
  start(place: WindowsPlace, generation: number): void;
  /** A transaction of the scorer is about to commit. */
  willReach(position: number): void;
  /** It did: true when memory was where it continued from; else all is forgotten. */
  move(from: WindowsPlace, to: number): boolean;
  /**
   * True once memory is where something was read from the database, which may see a commit before memory follows it.
   * False when everything was forgotten since, or is now: somebody else wrote.
   */
  reached(place: WindowsPlace, generation: number): Promise<boolean>;
  clear(): void;
}

/** Memory follows a commit at once; after this, it was not ours. */
const mostWaitMs = 100;

/** Makes it, nowhere yet. */
export function createPlaceKeeper(onClear: () => void): PlaceKeeper {
  let current: WindowsPlace | undefined;
  let reaching: number | undefined;
  let generation = 0;
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    for (const go of waiting) go();
    waiting = [];
  };
  const clear = (): void => {
    generation += 1;
    current = undefined;
    reaching = undefined;
    onClear();
    wake();
  };
  const start: PlaceKeeper["start"] = (place, began) => {
    if (began === generation) current ??= place;
  };
  const isAt = ({ position, epoch }: WindowsPlace): boolean =>
    current?.position === position && current.epoch === epoch;
  const moved = async (): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, mostWaitMs);
    waiting.push(resolve);
    await promise;
    clearTimeout(timer);
  };
  return {
    get current() {
      return current;
    },
    get generation() {
      return generation;
    },
    isAt,
    start,
    clear,
    places: () =>
      current === undefined
        ? undefined
        : {
            positions: reaching === undefined ? [current.position] : [current.position, reaching],
            epoch: current.epoch,
          },
    willReach: (position) => {
      reaching = position;
    },
    move: (from, to) => {
      reaching = undefined;
      if (!isAt(from)) {
        clear();
        return false;
      }
      current = { ...from, position: to };
      wake();
      return true;
    },
    reached: async (place, began) => {
      start(place, began);
      const isBehind = (): boolean =>
        current !== undefined && began === generation && current.position < place.position;
      if (isBehind()) await moved();
      if (began !== generation) return false;
      if (current !== undefined && current.epoch === place.epoch && !isBehind()) return true;
      clear();
      return false;
    },
  };
}
