/** Goods, service or works are delivered, inspected, accepted or refused. Fields follow OCDS 1.1 where it has them. */
export const contractAcceptanceRecorded = {
  type: "contract.acceptance.recorded",
  version: "1.0",
  name: {
    "zh-CN": "履约验收",
    en: "Delivery or acceptance",
  },
  when: "Goods, service or works are delivered, inspected, accepted or refused",
  phase: "after",
  decision: "Sign the acceptance",
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
          },
          required: ["id"],
        },
      },
      acceptance: {
        type: "object",
        properties: {
          id: {
            type: "string",
            maxLength: 2000,
            description: "Id",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
          kind: {
            type: "string",
            maxLength: 2000,
            description: "Delivery, inspection, acceptance, refusal",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
          date: {
            type: "string",
            format: "instant",
            description: "Date",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
          deliveredAt: {
            type: "string",
            format: "instant",
            description: "Delivery booked",
            "x-privacy": "internal",
          },
          amount: {
            type: "object",
            properties: {
              amount: {
                type: "number",
                description: "Value accepted",
                "x-privacy": "internal",
                "x-supervision": "required",
              },
              currency: {
                type: "string",
                description: "ISO 4217 code; absent = the currency of the enclosing value",
                "x-privacy": "internal",
                pattern: "^[A-Z]{3}$",
              },
            },
            "x-money": true,
          },
          quantity: {
            type: "number",
            description: "Quantity accepted",
            "x-unit": "item unit",
            "x-privacy": "internal",
          },
          signerIds: {
            type: "array",
            maxItems: 1000,
            items: {
              type: "string",
              maxLength: 2000,
            },
            description: "Persons who signed",
            "x-privacy": "personal",
            "x-identifier": "person",
            "x-supervision": "required",
          },
          evidenceIds: {
            type: "array",
            maxItems: 1000,
            items: {
              type: "string",
              maxLength: 2000,
            },
            description: "Reports, photos",
            "x-privacy": "internal",
          },
          serviceHeadcount: {
            type: "integer",
            description: "Staff actually provided",
            "x-unit": "persons",
            "x-privacy": "internal",
          },
        },
      },
    },
  },
} as const;
