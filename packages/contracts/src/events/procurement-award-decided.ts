/** Candidates are named, the winner is fixed, the award notice is sent, or the award is cancelled. Fields follow OCDS 1.1 where it has them. */
export const procurementAwardDecided = {
  type: "procurement.award.decided",
  version: "1.0",
  name: {
    "zh-CN": "定标",
    en: "Winner decided",
  },
  when: "Candidates are named, the winner is fixed, the award notice is sent, or the award is cancelled",
  phase: "during",
  decision: "Approve the award",
  record: "contracting",
  subject: ["ocid", "process.instanceId"],
  schema: {
    type: "object",
    properties: {
      ocid: {
        type: "string",
        maxLength: 2000,
        description: "Contracting process id",
        "x-privacy": "public",
        "x-supervision": "required",
      },
      buyer: {
        type: "object",
        properties: {
          id: {
            type: "string",
            maxLength: 2000,
            description: "Buyer",
            "x-privacy": "public",
            "x-supervision": "required",
          },
        },
      },
      tender: {
        type: "object",
        properties: {
          id: {
            type: "string",
            maxLength: 2000,
            description: "Tender id",
            "x-privacy": "public",
            "x-supervision": "required",
          },
        },
      },
      awards: {
        type: "array",
        maxItems: 1000,
        items: {
          type: "object",
          properties: {
            id: {
              type: "string",
              maxLength: 2000,
              description: "Award",
              "x-privacy": "public",
              "x-supervision": "required",
            },
            status: {
              type: "string",
              maxLength: 2000,
              description: "Pending, active, cancelled, unsuccessful",
              "x-privacy": "public",
              "x-supervision": "required",
            },
            date: {
              type: "string",
              format: "instant",
              description: "Date of the decision",
              "x-privacy": "public",
              "x-supervision": "required",
            },
            noticeDate: {
              type: "string",
              format: "instant",
              description: "Award notice sent to the winner",
              "x-privacy": "public",
            },
            reportReceivedDate: {
              type: "string",
              format: "instant",
              description: "Evaluation report received",
              "x-privacy": "internal",
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
                    description: "Winner",
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
                  description: "Award price",
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
            relatedBid: {
              type: "string",
              maxLength: 2000,
              description: "Winning bid",
              "x-privacy": "internal",
              "x-supervision": "required",
            },
            relatedLots: {
              type: "array",
              maxItems: 1000,
              items: {
                type: "string",
                maxLength: 2000,
              },
              description: "Lots",
              "x-privacy": "public",
            },
            items: {
              type: "array",
              maxItems: 1000,
              items: {
                type: "object",
                properties: {
                  classification: {
                    type: "object",
                    properties: {
                      id: {
                        type: "string",
                        maxLength: 2000,
                        description: "Item codes",
                        "x-privacy": "public",
                      },
                    },
                  },
                },
              },
            },
            candidateRank: {
              type: "integer",
              description: "Rank of the winner among candidates",
              "x-privacy": "internal",
              "x-supervision": "required",
            },
            rankDeviationReason: {
              type: "string",
              maxLength: 2000,
              description: "Required when rank is not 1",
              "x-privacy": "internal",
              "x-supervision": "conditional",
            },
          },
          required: ["id"],
        },
      },
    },
    required: ["ocid"],
  },
} as const;
