import type { Desk } from "../../../bench/support/desk.ts";
import { at, listIn } from "../../../bench/support/json.ts";
import type { Desks } from "../office/fill-organisation.ts";
import type { CaseFile } from "./case-file.ts";
import type { MeasureFate } from "./courses.ts";
import { measureTexts } from "./measure-texts.ts";

/** The measures of a case, and what becomes of them. */
export interface Rectification {
  readonly file: CaseFile;
  readonly rule: string;
  readonly fate: MeasureFate;
  readonly desks: Desks;
  readonly day: (offset: number) => string;
}

/** Reports on the measure of a case, proves it, asks for the sign-off and signs it off, as far as its fate goes. */
export async function carryOut({ file, rule, fate, desks, day }: Rectification): Promise<void> {
  const [item] = listIn(
    await desks.sun.ask("GET", `/console/lists/rectification?case=${encodeURIComponent(file.id)}`),
    "items",
  );
  const id = String(at(item, "id"));
  const measure = new Measure(desks.sun, id, item);
  const owner = desks.huang;
  if (fate === "overdue") return;
  if (Number(at(item, "progress") ?? 0) === 0)
    await measure.on("open", owner, "progress", {
      progress: fate === "half" ? 50 : 100,
      text: measureTexts(rule).progress,
    });
  if (fate === "half") return;
  if (measure.state === "open" && measure.sendBacks === 0) {
    await measure.prove(owner, "整改佐证.txt", "新流程已发布，系统控制已上线。\n");
    await measure.on("open", owner, "ask", { text: "已完成，申请销号。" });
  }
  if (fate === "sent_back")
    await measure.on("asked", desks.sun, "refuse", { text: "缺少系统截图，请补充。" });
  if (fate === "signed_off") await measure.on("asked", desks.sun, "accept", { lookBackOn: day(60) });
}

/** One measure, on the desk of somebody who sees it. */
class Measure {
  readonly #reader: Desk;
  readonly #id: string;
  #seen: unknown;

  constructor(reader: Desk, id: string, seen: unknown) {
    this.#reader = reader;
    this.#id = id;
    this.#seen = seen;
  }

  get state(): string {
    return String(at(this.#seen, "state"));
  }

  get sendBacks(): number {
    return Number(at(this.#seen, "sendBacks"));
  }

  get #path(): string {
    return `/console/lists/rectification/${this.#id}`;
  }

  async on(state: string, by: Desk, verb: string, input: object): Promise<void> {
    if (this.state !== state) return;
    const version = at(this.#seen, "version");
    await by.ask("POST", `/console/measures/${this.#id}/${verb}`, { version, ...input });
    await this.#look();
  }

  async prove(by: Desk, name: string, text: string): Promise<void> {
    await by.upload(`${this.#path}/proofs?name=${encodeURIComponent(name)}`, Buffer.from(text));
    await this.#look();
  }

  async #look(): Promise<void> {
    this.#seen = await this.#reader.ask("GET", this.#path);
  }
}
