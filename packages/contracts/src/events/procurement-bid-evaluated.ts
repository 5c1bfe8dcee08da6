/** An evaluator signs a score sheet, or the committee rejects a bid; one event per report version. Fields follow OCDS 1.1 where it has them. */
export const procurementBidEvaluated = {
  type: "procurement.bid.evaluated",
  version: "1.0",
  name: {
    "zh-CN": "评标打分与否决",
    en: "Bids scored or rejected",
  },
  when: "An evaluator signs a score sheet, or the committee rejects a bid; one event per report version",
  phase: "during",
  decision: "Sign the evaluation report",
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
      evaluation: {
        type: "object",
        properties: {
          startedAt: {
            type: "string",
            format: "instant",
            description: "Evaluation starts",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
          finishedAt: {
            type: "string",
            format: "instant",
            description: "Report signed",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
          scores: {
            type: "array",
            maxItems: 10000,
            items: {
              type: "object",
              properties: {
                bidId: {
                  type: "string",
                  maxLength: 2000,
                  description: "Bid",
                  "x-privacy": "internal",
                  "x-supervision": "required",
                },
                evaluatorId: {
                  type: "string",
                  maxLength: 2000,
                  description: "Person key",
                  "x-privacy": "personal",
                  "x-identifier": "person",
                  "x-supervision": "required",
                },
                criterionId: {
                  type: "string",
                  maxLength: 2000,
                  description: "Criterion",
                  "x-privacy": "internal",
                  "x-supervision": "required",
                },
                score: {
                  type: "number",
                  description: "Score",
                  "x-unit": "points",
                  "x-privacy": "internal",
                  "x-supervision": "required",
                },
                signedAt: {
                  type: "string",
                  format: "instant",
                  description: "Time of signature",
                  "x-privacy": "internal",
                },
              },
            },
          },
        },
      },
      bids: {
        type: "object",
        properties: {
          details: {
            type: "array",
            maxItems: 1000,
            items: {
              type: "object",
              properties: {
                id: {
                  type: "string",
                  maxLength: 2000,
                  description: "Bid",
                  "x-privacy": "internal",
                  "x-supervision": "required",
                },
                status: {
                  type: "string",
                  maxLength: 2000,
                  description: "Status after evaluation",
                  "x-privacy": "internal",
                  "x-supervision": "required",
                },
                rank: {
                  type: "integer",
                  description: "Rank",
                  "x-privacy": "internal",
                },
                disqualification: {
                  type: "object",
                  properties: {
                    reasonCode: {
                      type: "string",
                      maxLength: 2000,
                      description: "Required when disqualified",
                      "x-privacy": "internal",
                      "x-supervision": "conditional",
                    },
                    clauseRef: {
                      type: "string",
                      maxLength: 2000,
                      description: "Clause of the tender documents relied on",
                      "x-privacy": "internal",
                      "x-supervision": "conditional",
                    },
                    clarificationAskedAt: {
                      type: "string",
                      format: "instant",
                      description: "Written request for clarification or cure",
                      "x-privacy": "internal",
                    },
                  },
                },
                missingDocuments: {
                  type: "array",
                  maxItems: 1000,
                  items: {
                    type: "string",
                    maxLength: 2000,
                  },
                  description: "Mandatory documents found missing",
                  "x-privacy": "internal",
                },
              },
              required: ["id"],
            },
          },
        },
      },
    },
    required: ["ocid"],
  },
} as const;
