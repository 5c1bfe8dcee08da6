import type { Contender } from "../contender.ts";
import { none } from "./none.ts";
import { otel } from "./otel.ts";
import { posthog } from "./posthog.ts";
import { probity } from "./probity.ts";
import { segment } from "./segment.ts";

/** Everybody under measurement, by the name on the command line; `none` is the base of the CPU times. */
export const contenders: Readonly<Record<string, Contender>> = { none, probity, posthog, segment, otel };
