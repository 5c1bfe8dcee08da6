import { ProbityError } from "@probity/contracts";
import { createAdoption, type Adoption } from "../spool/adoption.ts";
import type { Part } from "../spool/owner.ts";
import { Orphan, type OrphanSettings } from "./orphan.ts";
import type { Hole } from "./stream-source.ts";

/** Settings of {@link Orphanage}. */
export interface OrphanageSettings extends OrphanSettings {
  readonly folder: string;
  readonly staleMs: number;
  readonly part: Part;
}

/** The spool directories of others that this courier took over, and those that its own client left. */
export class Orphanage {
  readonly #settings: OrphanageSettings;
  readonly #adoption: Adoption;
  #orphans: Orphan[] = [];

  constructor(settings: OrphanageSettings) {
    this.#settings = settings;
    this.#adoption = createAdoption(settings);
  }

  all(): readonly Orphan[] {
    return this.#orphans;
  }

  /** Takes over what has no living owner, except `own`. */
  scan(own: readonly string[]): void {
    try {
      const taken = new Set([...own, ...this.#orphans.map(({ directory }) => directory)]);
      for (const directory of this.#adoption.scan(taken)) this.add(directory);
    } catch (cause) {
      const message = `cannot take over spools of dead processes below ${this.#settings.folder}`;
      this.#settings.onError(new ProbityError("PROBITY_E_SPOOL_READ", message, { cause }));
    }
    for (const orphan of this.#orphans) orphan.beat();
    this.#sweep();
  }

  /** Takes over one directory that was left just now, unless another process was faster. */
  claim(directory: string, hole: Hole | undefined): void {
    const claimed = this.#adoption.claim(directory);
    if (claimed !== undefined) this.add(claimed, hole);
  }

  /** Takes in a directory that is this courier's already. */
  add(directory: string, hole?: Hole): void {
    try {
      this.#orphans.push(new Orphan(directory, this.#settings, hole));
    } catch (cause) {
      this.#settings.onError(new ProbityError("PROBITY_E_SPOOL_READ", `below ${directory}`, { cause }));
    }
  }

  async tend(): Promise<boolean> {
    let more = false;
    for (const orphan of this.#orphans) more = (await orphan.tend()) || more;
    this.#sweep();
    return more;
  }

  close(): void {
    for (const orphan of this.#orphans) orphan.close();
    this.#orphans = [];
  }

  #sweep(): void {
    this.#orphans = this.#orphans.filter((orphan) => !orphan.done());
  }
}
