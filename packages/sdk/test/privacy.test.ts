import type { JsonObject } from "@probity/contracts";
import * as fc from "fast-check";
import { createHmac } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createProbity, defineEvent, ProbityError, type ProbityOptions } from "../src/index.ts";
import { normalizeIdentifier } from "../src/privacy/normalize.ts";
import { createPseudonyms } from "../src/privacy/pseudonym.ts";
import { createTestProbity } from "../src/testing/index.ts";
import { makeBundle, rankRule } from "./support/bundles.ts";
import { testOptions } from "./support/client.ts";

const pattern = /^pn1:[0-9a-f]{8}:[A-Za-z0-9_-]{22}$/;
const key = Buffer.alloc(32, 7);
const account = "6222 0212 3456 7890 128";
const identityNumber = "11010519491231002X";

const payment = (payeeAccount: unknown): JsonObject => ({
  payment: { id: "p1", payeeAccount: payeeAccount as string, payeeAccountHolder: "Li Si" },
  actor: { personId: "u-1", deviceId: "AA-BB-CC" },
});

/** Data of the only event of one type. */
const dataOf = (client: ReturnType<typeof createTestProbity>, type: string): JsonObject =>
  client.eventsOf(type)[0]?.data ?? {};

describe("EV-5: a pseudonym", () => {
  test("is an HMAC of the normalised value with the key's id, as any other system can compute it", () => {
    const { of, keyId } = createPseudonyms(key);
    const hash = createHmac("sha256", key).update("6222021234567890128").digest("base64url").slice(0, 22);
    expect(of(account)).toBe(`pn1:${keyId}:${hash}`);
    expect(of(account)).toMatch(pattern);
    expect(createPseudonyms(Buffer.alloc(32, 8)).of(account)).not.toBe(of(account));
  });

  test.each([
    [" 6222-0212 3456 7890 128 ", "6222021234567890128"],
    ["６２２２０２１２", "62220212"],
    ["11010519491231002x", "11010519491231002X"],
    ["110105 19491231 002Ｘ", "11010519491231002X"],
    ["138–0013–8000", "13800138000"],
    ["+86 138 0013 8000", "+86 138 0013 8000"],
    ["aa-BB-cc", "aa-BB-cc"],
    ["DE89 3704 0044", "DE89 3704 0044"],
    ["00123", "00123"],
  ])("normalises %s to %s", (given, normal) => {
    expect(normalizeIdentifier(given)).toBe(normal);
  });

  test("of a pseudonym is that pseudonym, of nothing is nothing, and never holds the value", () => {
    const { of } = createPseudonyms(key);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const once = of(text);
        expect(of(once)).toBe(once);
        if (text.trim() !== "") expect(once).toMatch(pattern);
      }),
    );
    expect(of("")).toBe("");
  });

  test("takes the place of an identity number where a person key belongs, and of nothing else", () => {
    const { ofPerson, of } = createPseudonyms(key);
    expect(ofPerson(identityNumber)).toBe(of(identityNumber));
    expect(ofPerson("110105 1949 1231 002x")).toBe(of(identityNumber));
    for (const other of ["u-1", "system", "110105194912310021", "91110000100000123A", "x".repeat(5000)])
      expect(ofPerson(other)).toBe(other);
  });
});

describe("EV-5: identifiers leave the host's code as pseudonyms only", () => {
  test("in emit, wherever they are; the host's own object stays as it was", () => {
    const client = createTestProbity();
    const data = payment(account);
    const before = structuredClone(data);
    client.emit("finance.payment.executed", data as never);
    expect(dataOf(client, "finance.payment.executed")).toMatchObject({
      payment: { id: "p1", payeeAccount: expect.stringMatching(pattern), payeeAccountHolder: "Li Si" },
      actor: { personId: "u-1", deviceId: expect.stringMatching(pattern) },
    });
    expect(data).toEqual(before);
  });

  test("in lists, numbers, nested values and objects that write themselves as JSON", () => {
    const client = createTestProbity();
    class Payment {
      toJSON(): JsonObject {
        return { payeeAccount: account };
      }
    }
    const cases: unknown[] = [
      { payment: { payeeAccount: 6_222_021_234 } },
      { payment: { payeeAccount: [account, { deep: account }] } },
      { payment: new Payment() },
    ];
    for (const data of cases) client.emit("finance.payment.executed", data as never);
    client.emit("procurement.bid.submitted", {
      bids: { details: [{ submission: { deviceId: account } }, { tenderers: [{ id: identityNumber }] }] },
    } as never);
    const sent = JSON.stringify(client.events);
    expect(sent).not.toContain(account);
    expect(sent).not.toContain("6222021234");
    expect(sent).not.toContain(identityNumber);
    expect(sent.match(/"pn1:/g)).toHaveLength(6);
  });

  test("the same value is the same pseudonym in another type and another spelling", () => {
    const client = createTestProbity();
    client.emit("finance.payment.executed", payment(account) as never);
    client.emit("procurement.deposit.recorded", {
      deposit: { payerAccount: "6222021234567890128" },
    } as never);
    const paid = dataOf(client, "finance.payment.executed")["payment"] as JsonObject;
    const deposit = dataOf(client, "procurement.deposit.recorded")["deposit"] as JsonObject;
    expect(paid["payeeAccount"]).toBe(deposit["payerAccount"]);
  });

  test("also those that a hook brings in, and those of hooks in a pre-check", async () => {
    const bring = {
      operations: ["emit", "precheck"] as const,
      before: ({ type }: { type: string }) =>
        type.startsWith("finance.") ? { data: payment(account) } : undefined,
    };
    const seen: unknown[] = [];
    const look = {
      operations: ["precheck"] as const,
      after: ({ data }: { data: JsonObject }) => void seen.push(data),
    };
    const client = createTestProbity({ hooks: [bring, look] });
    client.emit("finance.payment.executed", {} as never);
    await client.precheck("finance.payment.executed", {} as never);
    expect(JSON.stringify(client.events)).not.toContain("6222 0212");
    expect(JSON.stringify(seen)).not.toContain("6222 0212");
  });

  test("decision tokens are bound to the protected data: raw or not, it is the same act", async () => {
    const client = createTestProbity();
    const type = "finance.payment.approved";
    const data: JsonObject = { ...payment(account), actor: { personId: identityNumber } };
    const { token } = await client.precheck(type, data as never);
    const spelled = {
      ...data,
      payment: { ...(data["payment"] as JsonObject), payeeAccount: "6222021234567890128" },
    };
    expect(client.verifyDecision(token, { type, data: data as never }).ok).toBe(true);
    expect(client.verifyDecision(token, { type, data: spelled as never }).ok).toBe(true);
    const other = { ...data, payment: { payeeAccount: "6222021234567890129" } };
    expect(client.verifyDecision(token, { type, data: other as never })).toMatchObject({
      code: "PROBITY_E_TOKEN_PAYLOAD",
    });
    expect(JSON.stringify(client.events)).not.toContain(identityNumber);
  });

  test("an approver is the actor under either spelling of the identity number", async () => {
    const type = "procurement.award.decided";
    const client = createTestProbity({ bundle: makeBundle({ bind: { [rankRule]: "second_approver" } }) });
    const data = { ocid: "o", actor: { personId: identityNumber }, awards: [{ candidateRank: 2 }] };
    const { token, outcome } = await client.precheck(type, data as never);
    expect(outcome).toBe("second_approver");
    const secondApproverId = identityNumber.toLowerCase();
    const act = { type, data: data as never, secondApproverId } as const;
    expect(client.verifyDecision(token, act)).toMatchObject({ code: "PROBITY_E_DECISION_SECOND_APPROVER" });
  });

  test("in a type that nobody describes, every known place counts", () => {
    const client = createTestProbity();
    client.emit("mistyped.payment" as "contract.signed", payment(account));
    expect(JSON.stringify(client.events)).not.toContain("6222 0212");
  });

  test("the record of the process is protected alike, so that draft and record can be compared", async () => {
    const seen: unknown[] = [];
    const client = createTestProbity({ hooks: [{ before: ({ record }) => void seen.push(record) }] });
    const record = { payment: { payeeAccount: account }, deposit: { payerAccount: account } };
    await client.precheck("finance.payment.approved", payment(account) as never, { record });
    expect(JSON.stringify(seen)).not.toContain("6222 0212");
  });
});

describe("EV-5: event types that only the server knows", () => {
  test("bring their identifiers with the bundle", () => {
    const bundle = makeBundle();
    expect(bundle.types["finance.payment.executed"]?.privacy?.identifiers).toContainEqual([
      "payment",
      "payeeAccount",
    ]);
    const shape = { money: [], instants: [], dayEnds: [] };
    const privacy = { identifiers: [["grant", "*", "account"]], persons: [] };
    const types = { ...bundle.types, "grant.paid": { shape, record: null, subject: [], privacy } };
    const client = createTestProbity({ bundle: { ...bundle, types } });
    client.emit("grant.paid" as "contract.signed", { grant: [{ account, note: account }] } as never);
    expect(dataOf(client, "grant.paid")).toEqual({
      grant: [{ account: expect.stringMatching(pattern), note: account }],
    });
  });
});

describe("EV-5: event types of the host", () => {
  const grant = defineEvent({
    type: "subsidy.grant.given",
    schema: {
      type: "object",
      properties: {
        phone: { type: "string", "x-identifier": true },
        idNumber: { type: "string", "x-privacy": "sensitive" },
        diagnosis: { type: "string", "x-privacy": "sensitive", "x-identifier": "clear" },
        amount: { type: "number", "x-privacy": "sensitive" },
        members: { type: "array", items: { type: "string", "x-identifier": "person" } },
      },
    },
  });

  test("say by keyword what is an identifier; sensitive texts are, unless they say otherwise", () => {
    const client = createTestProbity({ events: [grant] });
    client.emit("subsidy.grant.given", {
      phone: "13800138000",
      idNumber: "any text",
      diagnosis: "in the clear",
      amount: 5,
      members: ["u-2", identityNumber],
    });
    expect(dataOf(client, "subsidy.grant.given")).toEqual({
      phone: expect.stringMatching(pattern),
      idNumber: expect.stringMatching(pattern),
      diagnosis: "in the clear",
      amount: 5,
      members: ["u-2", expect.stringMatching(pattern)],
    });
  });

  test("cannot describe the raw form of an identifier: that is told at the start, not in quarantine", () => {
    const narrow = defineEvent({
      type: "hr.person.hired",
      schema: {
        type: "object",
        properties: { idNumber: { type: "string", maxLength: 18, "x-identifier": true } },
      },
    });
    expect(() => createTestProbity({ events: [narrow] })).toThrow(ProbityError);
    expect(() => createTestProbity({ events: [narrow] })).toThrow("idNumber of hr.person.hired");
  });
});

/** The pseudonym that reaches the disk. */
const spooledWith = async (more: ProbityOptions<[]>): Promise<string> => {
  const options = testOptions("http://127.0.0.1:1", more);
  const client = createProbity(options);
  client.emit("finance.payment.executed", payment(account) as never);
  await client.shutdown({ timeoutMs: 1 });
  const folder = options.spoolDir ?? "";
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".seg"),
  );
  const spooled = files.map((name) => readFileSync(join(folder, name), "latin1")).join("");
  expect(spooled).toContain("finance.payment.executed");
  expect(spooled).not.toMatch(/6222 ?0212/);
  return /pn1:[0-9a-f]{8}:[A-Za-z0-9_-]{22}/.exec(spooled)?.[0] ?? "";
};

describe("EV-5: the key", () => {
  afterEach(() => vi.unstubAllEnvs());

  test("given by option or variable it is the deployment's; else each source has its own", async () => {
    const shared = key.toString("base64url");
    const { of } = createPseudonyms(key);
    expect(await spooledWith({ pseudonymKey: shared })).toBe(of(account));
    expect(await spooledWith({ pseudonymKey: shared, source: "another" })).toBe(of(account));
    const own = await spooledWith({});
    expect(own).toMatch(pattern);
    expect(own).not.toBe(of(account));
    vi.stubEnv("PROBITY_PSEUDONYM_KEY", shared);
    expect(await spooledWith({})).toBe(of(account));
  });

  test.each(["short", Buffer.alloc(31).toString("base64url"), `${key.toString("base64url")}!`])(
    "%s is no key",
    (pseudonymKey) => {
      expect(() => createProbity({ ...testOptions("http://127.0.0.1:1"), pseudonymKey })).toThrow(
        "pseudonymKey",
      );
    },
  );
});
