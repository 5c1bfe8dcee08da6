import type { Desk } from "../../../bench/support/desk.ts";
import { at, listIn } from "../../../bench/support/json.ts";

/** Sides of a case. */
export type Track = "business" | "integrity";

/**
 * One side of a case on somebody's desk. Each act looks at what is there first: what was done before, in this run or in one
 * that was stopped, is not done again.
 */
export class CaseFile {
  readonly id: string;
  readonly track: Track;
  /** The unit from which its alerts came. */
  readonly unit: string;
  readonly level: number;
  readonly #reader: Desk;
  #state: unknown;

  private constructor(reader: Desk, id: string, seen: unknown) {
    this.#reader = reader;
    this.id = id;
    const unit = at(seen, "unit");
    this.unit = typeof unit === "string" ? unit : "edu-bureau";
    this.level = Number(at(seen, "level"));
    this.#state = listIn(seen, "tracks")[0];
    // A case of one alert has the side of its rule.
    this.track = at(this.#state, "track") === "business" ? "business" : "integrity";
  }

  /** Opens it with the desk of somebody who sees all of it. */
  static async open(reader: Desk, id: string): Promise<CaseFile> {
    return new CaseFile(reader, id, await reader.ask("GET", `/console/cases/${encodeURIComponent(id)}`));
  }

  get path(): string {
    return `/console/cases/${encodeURIComponent(this.id)}`;
  }

  get state(): string {
    return String(at(this.#state, "state"));
  }

  get isProposed(): boolean {
    return (at(this.#state, "proposal") ?? null) !== null;
  }

  /** Makes a step if the case is where it begins. */
  async on(state: string, by: Desk, transition: string, input: object = {}): Promise<void> {
    if (this.state !== state) return;
    const version = at(this.#state, "version");
    const body = { track: this.track, transition, version, input };
    const made = await by.ask("POST", `${this.path}/moves`, body);
    this.#state = { state: at(made, "state"), version: at(made, "version") };
  }

  /** Adds a file as evidence if none of its name is there. */
  async prove(by: Desk, name: string, text: string): Promise<void> {
    const there = listIn(await this.#reader.ask("GET", `${this.path}/evidence`), "evidence");
    if (there.some((one) => at(one, "name") === name)) return;
    const query = `track=${this.track}&name=${encodeURIComponent(name)}`;
    await by.upload(`${this.path}/evidence/files?${query}`, Buffer.from(text));
  }

  /** Writes a comment if there is none by whoever writes. */
  async comment(by: Desk, person: string, text: string): Promise<void> {
    const steps = listIn(await this.#reader.ask("GET", `${this.path}/timeline`), "entries");
    if (steps.some((one) => at(one, "kind") === "comment" && at(one, "by") === person)) return;
    await by.ask("POST", `${this.path}/comments`, { track: this.track, text });
  }
}
