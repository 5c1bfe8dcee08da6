import type { JsonObject } from "@probity/contracts";

/** Day `n` of 2021, nine o'clock in Shanghai. */
function day(n: number): string {
  return new Date(Date.UTC(2021, 0, n, 1)).toISOString().replace(".000Z", "Z");
}

/**
 * OCDS releases as JSON lines, the same ones for the same number. They differ in how many bid, who was rejected and
 * whether prices are equal, so that several rules fire on some and not on others.
 */
export function sampleReleases(processes: number): string {
  return Array.from({ length: processes }, (_, index) => JSON.stringify(sampleRelease(index))).join("\n");
}

function sampleRelease(index: number): JsonObject {
  const bidders = (index % 4) + 1;
  const start = (index % 200) + 1;
  const bids = Array.from({ length: bidders }, (_, bid) => ({
    id: `bid-${bid}`,
    date: day(start + 10),
    status: bid > 0 && index % 3 === 0 ? "disqualified" : "valid",
    tenderers: [{ id: `S-${(index + bid) % 17}`, name: `Supplier ${(index + bid) % 17}` }],
    value: { amount: index % 5 === 0 ? 1000 : 1000 - bid * 10, currency: "CNY" },
  }));
  return {
    ocid: `ocds-test-${index}`,
    date: day(start + 60),
    buyer: { id: `B-${index % 7}`, name: `Buyer ${index % 7}` },
    tender: {
      id: `T-${index}`,
      title: `Purchase ${index}`,
      status: "complete",
      procurementMethod: index % 6 === 0 ? "direct" : "open",
      value: { amount: 1200, currency: "CNY" },
      tenderPeriod: { startDate: day(start), endDate: day(start + 10) },
      numberOfTenderers: bidders,
    },
    bids: { details: bids },
    awards: [
      {
        id: "award-1",
        status: "active",
        date: day(start + 30),
        suppliers: [{ id: `S-${index % 17}`, name: `Supplier ${index % 17}` }],
        value: { amount: 1000, currency: "CNY" },
      },
    ],
  };
}
