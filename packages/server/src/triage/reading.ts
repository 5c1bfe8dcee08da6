import { ProbityError } from "@probity/contracts";
import { toMinorUnits } from "@probity/engine";
import { grantedPerson, readParts } from "../cases/index.ts";
import type { Context } from "../context.ts";
import type { Actor } from "../people/index.ts";
import type { AlertFilter } from "./filter.ts";
import type { ShowParts } from "./show-alert.ts";
import type { LineViewer } from "./viewer.ts";
import { createViewers } from "./viewers.ts";

/** What a request that reads the inbox works with. */
export interface Reading {
  readonly parts: ShowParts;
  readonly viewer: LineViewer;
}

/** Prepares requests to read the inbox. Throws `PROBITY_E_PERSON` for whoever is none: nobody else can be judged for closeness. */
export type Readings = (actor: Actor) => Promise<Reading>;

/** What preparing them needs. */
export type ReadingContext = Pick<Context, "store" | "types" | "clock" | "organisation" | "links">;

/** Those of one process. */
export function createReadings(context: ReadingContext): Readings {
  const viewers = createViewers(context.store);
  return async (actor) => {
    const granted = grantedPerson(actor);
    const { now, look } = await readParts(context);
    const { store, types } = context;
    return {
      parts: { store, types, now, look, book: look.book },
      viewer: await viewers.of({ look }, granted),
    };
  };
}

/** Amounts and scores as lines hold them. */
export function filterOf({ config }: Pick<Context, "config">, asked: AlertFilter): AlertFilter {
  const { minAmount, maxAmount, risk } = asked;
  const bounded = minAmount !== undefined || maxAmount !== undefined;
  const currency = asked.currency ?? (bounded ? config.defaultCurrency : undefined);
  return {
    ...asked,
    currency,
    risk: risk === undefined ? undefined : Math.round(risk * 10),
    minAmount: minorOf(minAmount, currency),
    maxAmount: minorOf(maxAmount, currency),
  };
}

function minorOf(amount: number | undefined, currency: string | undefined): number | undefined {
  if (amount === undefined) return undefined;
  const minor = currency === undefined ? undefined : toMinorUnits(amount, currency);
  if (minor !== undefined) return minor;
  throw new ProbityError("PROBITY_E_REQUEST", "no amount of this currency");
}
