/** A contract is approved for signature, and when signed. Fields follow OCDS 1.1 where it has them. */
export const contractSigned = {
  type: "contract.signed",
  version: "1.0",
  name: {
    "zh-CN": "合同签订",
    en: "Contract signed",
  },
  when: "A contract is approved for signature, and when signed",
  phase: "during",
  decision: "Approve the contract",
  record: "contracting",
  subject: ["ocid", "process.instanceId", "contracts.0.id"],
  schema: {
    type: "object",
    properties: {
      ocid: {
        type: "string",
        maxLength: 2000,
        description: "Contracting process, absent when there was none",
        "x-privacy": "public",
      },
      buyer: {
        type: "object",
        properties: {
          id: {
            type: "string",
            maxLength: 2000,
            description: "Contracting unit",
            "x-privacy": "public",
            "x-supervision": "required",
          },
        },
      },
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
            kind: {
              type: "string",
              maxLength: 2000,
              description: "Purchase, works, service, lease_out, sale, concession, labour_outsourcing, other",
              "x-privacy": "public",
              "x-supervision": "required",
            },
            awardID: {
              type: "string",
              maxLength: 2000,
              description: "Award it follows",
              "x-privacy": "public",
            },
            legalRegime: {
              type: "string",
              maxLength: 2000,
              description: "As in the tender; company_rules when absent",
              "x-privacy": "public",
            },
            dateSigned: {
              type: "string",
              format: "instant",
              description: "Signature",
              "x-privacy": "public",
              "x-supervision": "required",
            },
            suppliers: {
              type: "array",
              maxItems: 1000,
              items: {
                type: "object",
                properties: {
                  id: {
                    type: "string",
                    maxLength: 2000,
                    description: "Contractor, tenant or buyer",
                    "x-privacy": "public",
                    "x-identifier": "person",
                    "x-supervision": "required",
                  },
                },
                required: ["id"],
              },
            },
            value: {
              type: "object",
              properties: {
                amount: {
                  type: "number",
                  description: "Price",
                  "x-privacy": "public",
                  "x-supervision": "required",
                },
                currency: {
                  type: "string",
                  description: "Currency",
                  "x-privacy": "public",
                  "x-supervision": "required",
                  pattern: "^[A-Z]{3}$",
                },
              },
              "x-money": true,
            },
            period: {
              type: "object",
              properties: {
                startDate: {
                  type: "string",
                  format: "instant",
                  description: "From",
                  "x-privacy": "public",
                  "x-supervision": "required",
                },
                endDate: {
                  type: "string",
                  format: "instant",
                  "x-day": "end",
                  description: "Until",
                  "x-privacy": "public",
                  "x-supervision": "required",
                },
              },
            },
            keyTerms: {
              type: "object",
              properties: {
                contentHash: {
                  type: "string",
                  maxLength: 2000,
                  description: "Hash of subject, price, quality, period clauses",
                  "x-privacy": "internal",
                },
                periodDays: {
                  type: "integer",
                  description: "Time for performance",
                  "x-unit": "days",
                  "x-privacy": "public",
                },
              },
            },
            performanceBond: {
              type: "object",
              properties: {
                amount: {
                  type: "number",
                  description: "Bond demanded",
                  "x-privacy": "internal",
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
            advancePayment: {
              type: "object",
              properties: {
                amount: {
                  type: "number",
                  description: "Advance agreed",
                  "x-privacy": "internal",
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
            supplierIsSme: {
              type: "boolean",
              description: "Small or medium enterprise",
              "x-privacy": "public",
            },
            paymentDueDays: {
              type: "integer",
              description: "Agreed time for payment",
              "x-unit": "days",
              "x-privacy": "internal",
            },
            projectId: {
              type: "string",
              maxLength: 2000,
              description: "Engineering project",
              "x-privacy": "public",
            },
            assetId: {
              type: "string",
              maxLength: 2000,
              description: "Asset let or sold",
              "x-privacy": "internal",
            },
            area: {
              type: "number",
              description: "Area let",
              "x-unit": "square metre",
              "x-privacy": "internal",
            },
            assetClass: {
              type: "string",
              maxLength: 2000,
              description: "Class of the asset let: shop, office, land, pond, equipment",
              "x-privacy": "internal",
            },
            zone: {
              type: "string",
              maxLength: 2000,
              description: "Rent zone or village",
              "x-privacy": "internal",
            },
            rentPerYear: {
              type: "object",
              properties: {
                amount: {
                  type: "number",
                  description: "Yearly rent",
                  "x-privacy": "internal",
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
            classification: {
              type: "object",
              properties: {
                id: {
                  type: "string",
                  maxLength: 2000,
                  description: "Category code of the subject",
                  "x-privacy": "public",
                },
              },
            },
            headcount: {
              type: "integer",
              description: "Posts to be filled under a service contract",
              "x-unit": "persons",
              "x-privacy": "internal",
            },
          },
          required: ["id"],
        },
      },
    },
  },
} as const;
