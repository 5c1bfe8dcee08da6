import type { CorpusEvent, Features } from "./corpus-event.ts";
import { makePersonnel } from "./personnel-events.ts";
import { makeProcurement } from "./procurement-events.ts";
import { createRandom, type Random } from "./random.ts";
import { makeSubsidy } from "./subsidy-events.ts";

const makeFeatures = (random: Random, bidders: readonly string[]): Features => ({
  awardsInYear: random.int(0, 12),
  awardShare: random.int(0, 100) / 101,
  splitSum: random.int(0, 80_000_000),
  relatedBidders: bidders.filter(() => random.chance(0.08)),
  claimsInYear: random.int(0, 4),
  payeesOfAccount: random.int(1, 4),
});

/** `count` events of the corpus, always the same for one seed. All instants lie in 2026. */
export const makeEvents = (count: number, seed = 1): readonly CorpusEvent[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const procurement = makeProcurement(random, index);
    const bidders = procurement.bids.map((bid) => bid.bidder);
    return {
      procurement,
      personnel: makePersonnel(random),
      subsidy: makeSubsidy(random),
      features: makeFeatures(random, bidders),
    };
  });
};

/** The same event as a pre-check at the source sees it: without what only a server can know. */
export const withoutFeatures = (event: CorpusEvent): Omit<CorpusEvent, "features"> => ({
  procurement: event.procurement,
  personnel: event.personnel,
  subsidy: event.subsidy,
});
