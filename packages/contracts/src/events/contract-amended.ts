/** An amendment or supplement is put to approval and decided. Fields follow OCDS 1.1 where it has them. */
export const contractAmended = {
  type: "contract.amended",
  version: "1.0",
  name: {
    "zh-CN": "合同变更、续签、终止",
    en: "Contract changed, extended or ended",
  },
  when: "An amendment or supplement is put to approval and decided",
  phase: "during",
  decision: "Approve the amendment",
  record: "contracting",
  subject: ["ocid", "process.instanceId", "contracts.0.id"],
  schema: {
    type: "object",
    properties: {
      contracts: {
        type: "array",
        maxItems: 1000,
        items: {
          type: "object",
          properties: {
            id: {
              type: "string",
              maxLength: 2000,
              description: "Contract",
              "x-privacy": "public",
              "x-supervision": "required",
            },
            amendments: {
              type: "array",
              maxItems: 1000,
              items: {
                type: "object",
                properties: {
                  id: {
                    type: "string",
                    maxLength: 2000,
                    description: "Amendment",
                    "x-privacy": "public",
                    "x-supervision": "required",
                  },
                  date: {
                    type: "string",
                    format: "instant",
                    description: "Date",
                    "x-privacy": "public",
                    "x-supervision": "required",
                  },
                  rationaleCode: {
                    type: "string",
                    maxLength: 2000,
                    description:
                      "Price, volume, quality_improvement, period, party, renewal, termination, error",
                    "x-privacy": "public",
                    "x-supervision": "required",
                  },
                  rationale: {
                    type: "string",
                    maxLength: 100000,
                    description: "Reason",
                    "x-privacy": "public",
                    "x-supervision": "required",
                  },
                  valueDelta: {
                    type: "object",
                    properties: {
                      amount: {
                        type: "number",
                        description: "Effect on value, signed",
                        "x-privacy": "public",
                        "x-supervision": "required",
                      },
                      currency: {
                        type: "string",
                        description: "ISO 4217 code; absent = the currency of the enclosing value",
                        "x-privacy": "public",
                        pattern: "^[A-Z]{3}$",
                      },
                    },
                    "x-money": true,
                  },
                  unitPriceChanged: {
                    type: "boolean",
                    description: "A unit price changes",
                    "x-privacy": "public",
                  },
                  periodDeltaDays: {
                    type: "integer",
                    description: "Effect on the period",
                    "x-unit": "days",
                    "x-privacy": "public",
                  },
                  relatedTender: {
                    type: "string",
                    maxLength: 2000,
                    description: "Tender that covers the added part",
                    "x-privacy": "public",
                  },
                },
                required: ["id"],
              },
            },
          },
          required: ["id"],
        },
      },
    },
  },
} as const;
