import { describe, expect, test } from "vitest";
import type { JsonObject } from "@probity/contracts";
import { dataValidators } from "@probity/contracts/validators";
import type { ReleaseEvents } from "../src/import/index.ts";
import { eventsOfRelease } from "../src/import/index.ts";

const timeZone = "Asia/Shanghai";

const full: JsonObject = {
  ocid: "ocds-1",
  date: "2020-06-01T00:00:00Z",
  buyer: { id: "B1", name: "Buyer" },
  planning: { budget: { amount: { amount: 100, currency: "CNY" } } },
  tender: {
    id: "T1",
    title: "Roof",
    status: "complete",
    procurementMethod: "open",
    datePublished: "2020-01-01T09:00:00+08:00",
    tenderPeriod: { startDate: "2020-01-01T09:00:00+08:00", endDate: "2020-02-01" },
    numberOfTenderers: 2,
  },
  bids: {
    details: [
      {
        id: "b1",
        date: "2020-01-20T09:00:00+08:00",
        status: "valid",
        tenderers: [{ id: "S1", name: "One" }],
        value: { amount: 90, currency: "CNY" },
        relatedLot: "L1",
      },
      {
        id: 2,
        date: "2020-01-21T09:00:00+08:00",
        status: "disqualified",
        tenderers: [{ id: "S2", name: "Two" }],
        value: { amount: "80.5", currency: "cny" },
      },
    ],
  },
  awards: [
    {
      id: "a1",
      status: "active",
      date: "2020-02-10T10:00:00+08:00",
      suppliers: [{ id: "S1", name: "One" }],
      value: { amount: 90, currency: "CNY" },
    },
  ],
  contracts: [
    {
      id: "c1",
      awardID: "a1",
      dateSigned: "2020-02-20T10:00:00+08:00",
      value: { amount: 90, currency: "CNY" },
      implementation: {
        transactions: [
          { id: "p1", date: "2020-03-01T10:00:00+08:00", value: { amount: 45, currency: "CNY" } },
        ],
      },
    },
  ],
};

function typesOf(result: ReleaseEvents): string[] {
  return result.events.map((event) => event.type);
}

function codesOf(result: ReleaseEvents): string[] {
  return result.issues.map((issue) => issue.code);
}

const read = (release: JsonObject): ReleaseEvents => eventsOfRelease(release, { timeZone });

describe("AD-6: an OCDS release becomes the events that it shows", () => {
  test("one event an act, in the order of the process, at the original times", () => {
    const { events } = read(full);
    expect(events.map((event) => [event.type, event.time])).toEqual([
      ["procurement.method.decided", "2020-01-01T09:00:00+08:00"],
      ["procurement.tender.published", "2020-01-01T09:00:00+08:00"],
      ["procurement.bid.submitted", "2020-01-20T09:00:00+08:00"],
      ["procurement.bid.submitted", "2020-01-21T09:00:00+08:00"],
      // A deadline that is a whole day ends with the day, in the tenant's zone.
      ["procurement.bid.opened", "2020-02-01T23:59:59+08:00"],
      ["procurement.bid.evaluated", "2020-02-10T10:00:00+08:00"],
      ["procurement.award.decided", "2020-02-10T10:00:00+08:00"],
      ["contract.signed", "2020-02-20T10:00:00+08:00"],
      ["finance.payment.executed", "2020-03-01T10:00:00+08:00"],
    ]);
  });

  test("every event is valid under the schema of its type", () => {
    for (const event of read(full).events)
      expect([event.type, dataValidators[event.type](event.data)]).toEqual([event.type, []]);
  });

  test("a bid arrives pending with its price; the evaluation says what became of it", () => {
    const { events } = read(full);
    const bid = events.find(
      (event) => event.type === "procurement.bid.submitted" && event.time.includes("-21"),
    );
    const evaluated = events.find((event) => event.type === "procurement.bid.evaluated");
    expect(bid?.data["bids"]).toEqual({
      details: [
        {
          id: "2",
          date: "2020-01-21T09:00:00+08:00",
          tenderers: [{ id: "S2" }],
          value: { amount: 80.5, currency: "CNY" },
          status: "pending",
        },
      ],
    });
    expect(evaluated?.data["bids"]).toEqual({
      details: [
        { id: "b1", status: "valid" },
        { id: "2", status: "disqualified" },
      ],
    });
  });

  test("who acted with which power is not in OCDS and is not made up", () => {
    for (const event of read(full).events) expect(event.data).not.toHaveProperty("actor");
  });

  test("a plan alone gives no notice, bid, award or contract", () => {
    const planned = {
      ...full,
      tender: { status: "planned", procurementMethod: "open" },
      bids: null,
      awards: [],
      contracts: [],
    };
    expect(typesOf(read(planned))).toEqual(["procurement.method.decided"]);
  });

  test("a release with nothing but its buyer is a registered purchase, and reported as such", () => {
    const result = read({ ocid: "x", date: "2020-01-01T00:00:00Z", buyer: { id: "B1" } });
    expect(typesOf(result)).toEqual(["procurement.method.decided"]);
    expect(codesOf(result)).toContain("release.registration_only");
  });

  test("a tender that still takes bids was not opened; one without bidders neither", () => {
    const tender = {
      id: "T",
      status: "active",
      numberOfTenderers: 3,
      tenderPeriod: { endDate: "2030-01-01T00:00:00Z" },
    };
    expect(typesOf(read({ ocid: "x", date: "2020-01-01T00:00:00Z", tender }))).not.toContain(
      "procurement.bid.opened",
    );
    const none = { ...tender, numberOfTenderers: 0, tenderPeriod: { endDate: "2019-01-01T00:00:00Z" } };
    expect(typesOf(read({ ocid: "x", date: "2020-01-01T00:00:00Z", tender: none }))).not.toContain(
      "procurement.bid.opened",
    );
  });

  test("bids without a result of evaluation give no evaluation", () => {
    const bids = { details: [{ id: "b", status: "pending" }, { id: "c" }, { id: "d", status: "withdrawn" }] };
    expect(typesOf(read({ ocid: "x", bids }))).not.toContain("procurement.bid.evaluated");
  });

  test("without an ocid there is no process and no event", () => {
    for (const ocid of [undefined, "", "  ", "a\u0007b", "x".repeat(501)]) {
      const result = read(ocid === undefined ? { tender: {} } : { ocid });
      expect(result.events).toEqual([]);
      expect(codesOf(result)).toEqual(["release.no_ocid"]);
    }
  });
});

describe("AD-6: the same data gives the same ids", () => {
  test("a second reading gives the same ids, all different from each other", () => {
    const ids = read(full).events.map((event) => event.id);
    expect(read(structuredClone(full)).events.map((event) => event.id)).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test("the order of keys does not matter; a changed award changes the award's id alone", () => {
    const reversed = Object.fromEntries(Object.entries(full).toReversed());
    expect(read(reversed).events).toEqual(read(full).events);
    const changed = {
      ...full,
      awards: [{ id: "a1", status: "cancelled", date: "2020-02-10T10:00:00+08:00" }],
    };
    const before = new Set(read(full).events.map((event) => event.id));
    const fresh = read(changed).events.filter((event) => !before.has(event.id));
    expect(fresh.map((event) => event.type)).toEqual(["procurement.award.decided"]);
  });
});

/** The time of an award that is dated so. */
function at(date: string, zone: string): string | undefined {
  return eventsOfRelease({ ocid: "x", awards: [{ id: "a", date }] }, { timeZone: zone }).events.at(-1)?.time;
}

describe("AD-6: what had to be assumed is reported", () => {
  test("a missing time is taken from the best other date and said", () => {
    const release = {
      ocid: "x",
      awards: [{ id: "a", status: "active" }],
      contracts: [{ id: "c", awardID: "a", dateSigned: "2020-01-02T00:00:00Z" }],
    };
    const result = read(release);
    expect(result.events.map((event) => event.time)).toEqual([
      "2020-01-02T00:00:00Z",
      "2020-01-02T00:00:00Z",
    ]);
    expect(result.issues).toContainEqual({
      code: "time.fallback",
      where: "procurement.award.decided <- contracts[].dateSigned",
    });
  });

  test("a date without offset is read in the tenant's zone, also across a change of the clock", () => {
    expect(at("2020-01-02T10:00:00", "Asia/Shanghai")).toBe("2020-01-02T10:00:00+08:00");
    expect(at("2020-07-02 10:00", "Europe/Paris")).toBe("2020-07-02T10:00:00+02:00");
    expect(at("2020-12-02T10:00:00.1234567890123", "Europe/Paris")).toBeUndefined();
    expect(at("2020-12-02T10:00:00.5+0100", "Asia/Shanghai")).toBe("2020-12-02T10:00:00.5+01:00");
    expect(
      codesOf(
        eventsOfRelease({ ocid: "x", awards: [{ id: "a", date: "2020-01-02T10:00:00" }] }, { timeZone }),
      ),
    ).toContain("date.no_offset");
  });

  test.each([
    "0001-01-01T00:00:00Z",
    "2020-02-30",
    "soon",
    "2020-13-01T00:00:00Z",
    "2020-01-01T25:00:00Z",
    "2020-01-01T00:00:00+99:99",
  ])("the date %s is left out and reported", (date) => {
    const result = read({
      ocid: "x",
      date: "2020-01-01T00:00:00Z",
      awards: [{ id: "a", status: "active", date }],
    });
    expect(result.events.at(-1)?.data["awards"]).toEqual([{ id: "a", status: "active" }]);
    expect(codesOf(result).some((code) => code.startsWith("date."))).toBe(true);
  });

  test("national words become codes; an unknown one is kept and reported", () => {
    const tender = {
      id: "T",
      procurementMethod: "Licitaţie publică",
      status: "Evaluarea ofertelor",
      title: "x",
    };
    const moldova = read({ ocid: "x", tender }).events.at(-1)?.data["tender"];
    expect(moldova).toMatchObject({
      procurementMethod: "open",
      procurementMethodDetails: "Licitaţie publică",
      status: "active",
    });
    const unknown = read({ ocid: "x", tender: { ...tender, status: "schwebend" } });
    expect(unknown.events.at(-1)?.data["tender"]).toMatchObject({ status: "schwebend" });
    expect(unknown.issues).toContainEqual({
      code: "code.unknown",
      where: "tender.status",
      value: "schwebend",
    });
  });

  test.each([["_NO_APLICA_"], ["1,000.50"], ["NaN"]])("the amount %s is left out and reported", (amount) => {
    const result = read({
      ocid: "x",
      contracts: [{ id: "c", dateSigned: "2020-01-01", value: { amount, currency: "PYG" } }],
    });
    expect(result.events.at(-1)?.data["contracts"]).toEqual([{ id: "c", dateSigned: "2020-01-01" }]);
    expect(codesOf(result)).toContain("money.invalid");
  });

  test("a notice dated after its bids keeps its date, comes first, and is reported", () => {
    const late = { ...full, tender: { id: "T", title: "x", datePublished: "2021-01-01T00:00:00Z" } };
    const result = read(late);
    expect(typesOf(result).slice(0, 2)).toEqual([
      "procurement.method.decided",
      "procurement.tender.published",
    ]);
    expect(result.events[1]?.time).toBe("2021-01-01T00:00:00Z");
    expect(result.issues).toContainEqual({ code: "time.order", where: "procurement.tender.published" });
  });
});

describe("AD-6: the record is compiled in the order of the process", () => {
  test("an evaluation dated before the bids that it judges is recorded after them, and reported", () => {
    const early = {
      ...full,
      awards: [],
      tender: { id: "T", qualifications: [{ date: "2020-01-02T00:00:00Z" }] },
    };
    const result = read(early);
    const types = typesOf(result);
    expect(types.indexOf("procurement.bid.evaluated")).toBeGreaterThan(
      types.lastIndexOf("procurement.bid.submitted"),
    );
    expect(result.issues).toContainEqual({ code: "time.order", where: "procurement.bid.evaluated" });
  });
});

describe("AD-6: the same organisation has the same id everywhere", () => {
  test("the register's number goes before local ids, so that a bidder is known as the winner", () => {
    const result = read({
      ocid: "x",
      parties: [{ id: "local-1", identifier: { scheme: "UA-EDR", id: "77" } }],
      bids: {
        details: [
          {
            id: "b",
            status: "active",
            tenderers: [{ name: "N", identifier: { scheme: "UA-EDR", id: "77" } }],
          },
        ],
      },
      awards: [{ id: "a", date: "2020-01-01T00:00:00Z", suppliers: [{ id: "local-1" }] }],
    });
    const bid = result.events.find((event) => event.type === "procurement.bid.submitted");
    const award = result.events.find((event) => event.type === "procurement.award.decided");
    expect(bid?.data["bids"]).toMatchObject({ details: [{ tenderers: [{ id: "UA-EDR-77" }] }] });
    expect(award?.data["awards"]).toMatchObject([{ suppliers: [{ id: "UA-EDR-77" }] }]);
  });

  test("a name alone gives a stable stand-in, reported; a placeholder gives none", () => {
    const withName = (name: string): ReleaseEvents =>
      read({ ocid: "x", buyer: { name }, tender: { title: "t" } });
    const [a, b] = [withName("Stadt  Bern"), withName("stadt bern")].map(
      (result) => result.events.at(-1)?.data["buyer"],
    );
    expect(a).toMatchObject({ id: expect.stringMatching(/^name:[0-9a-f]{24}$/) });
    expect((b as JsonObject)["id"]).toBe((a as JsonObject)["id"]);
    const empty = read({ ocid: "x", tender: { title: "t", tenderers: [{ id: "h", name: "" }] } });
    expect(codesOf(empty)).toContain("organisation.placeholder");
    expect(typesOf(empty)).not.toContain("procurement.bid.opened");
  });
});

describe("SE-4: hostile releases give issues, never an exception", () => {
  const odd: JsonObject[] = [
    { ocid: "x", tender: "none", bids: [], awards: "a", contracts: 7, planning: null, parties: {} },
    {
      ocid: "x\ud800",
      tender: { title: "\udc00 half", id: "\ud800" },
      awards: [{ id: "\ud83d", date: "2020-01-01" }],
    },
    { ocid: "x", bids: { details: [null, 1, "b", [], {}] } },
    { ocid: "x", tender: { lots: [{}], items: [{ classification: [] }], tenderPeriod: [], value: "12" } },
    { ocid: 5, awards: { awardDate: "2020-01-01", items: "x" }, contract: [{ suppliers: { name: "n" } }] },
    {
      ocid: "x",
      tender: { title: "长".repeat(5000), procurementMethod: "__proto__", status: "constructor" },
    },
  ];
  test.each(odd.map((release) => [release]))("%j", (release) => {
    const result = read(release);
    for (const event of result.events) expect(dataValidators[event.type](event.data)).toEqual([]);
  });
});

/** A tender estimated at so much. */
function valueOf(amount: number): ReleaseEvents {
  return read({ ocid: "x", tender: { id: "T", title: "t", value: { amount, currency: "AMD" } } });
}

describe("EV-4: sums that the log cannot take", () => {
  test("binary noise is taken off, a sum finer than its currency is left out; both are reported", () => {
    const noise = valueOf(0.13999999999999999);
    expect(noise.events.at(-1)?.data["tender"]).toMatchObject({ value: { amount: 0.14, currency: "AMD" } });
    expect(noise.issues).toContainEqual({
      code: "money.noise",
      where: "tender.value",
      value: "0.13999999999999999 AMD",
    });
    const fine = valueOf(0.09508);
    expect(fine.events.at(-1)?.data["tender"]).not.toHaveProperty("value");
    expect(fine.issues).toContainEqual({
      code: "money.inexact",
      where: "tender.value",
      value: "0.09508 AMD",
    });
  });
});
