import type { JsonObject } from "@probity/contracts";
import { type Evaluator, type FeatureValues, parseInstant } from "@probity/engine";
import { type Answer, featureValues } from "@probity/engine/features";
import { answerNeeds, type AnswerOptions } from "./answer.ts";
import type { Run } from "./definitions.ts";
import { planned } from "./planned.ts";
import type { FeatureRequest } from "./request.ts";

/** An event that is to be judged, with the record of its process before it. */
export interface JudgedEvent {
  readonly source: string;
  readonly type: string;
  readonly subject: string | null;
  readonly position: number;
  readonly data: JsonObject;
  /** RFC 3339. */
  readonly time: string;
  readonly record: JsonObject | null;
}

/** What the rules of one bundle asked about one event. */
export interface AskedFeatures {
  readonly request: FeatureRequest;
  readonly index: number;
}

/** The questions of many events, answered together: as the log stood before each of them. */
export class FeatureBatch {
  readonly #requests: FeatureRequest[] = [];
  #answers: readonly (readonly Answer[])[] = [];

  /** Asks for what the rules of a bundle need; undefined when that is nothing. */
  ask(evaluator: Pick<Evaluator, "bundle">, event: JudgedEvent): AskedFeatures | undefined {
    const { source, type, subject, position, data, time, record } = event;
    const at = parseInstant(time)?.ms;
    if (at === undefined) return undefined;
    const needs = planned({ evaluator }).plan({ type, data, time, record: record ?? undefined });
    if (needs.length === 0) return undefined;
    const request = { needs, source, subject, at, position };
    return { request, index: this.#requests.push(request) - 1 };
  }

  /** Looks everything up. */
  async answer(run: Run, options: AnswerOptions): Promise<void> {
    if (this.#requests.length > 0) this.#answers = await answerNeeds(run, this.#requests, options);
  }

  /** What `evaluate` takes; after {@link answer}. */
  values(asked: AskedFeatures | undefined): ReadonlyMap<string, FeatureValues> | undefined {
    if (asked === undefined) return undefined;
    return featureValues(asked.request.needs, this.#answers[asked.index] ?? []);
  }
}
