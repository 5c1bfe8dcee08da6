/** Notice or invitation goes out; also emitted as a draft for the pre-check. Fields follow OCDS 1.1 where it has them. */
export const procurementTenderPublished = {
  type: "procurement.tender.published",
  version: "1.0",
  name: {
    "zh-CN": "招标公告与文件发布",
    en: "Tender notice and documents published",
  },
  when: "Notice or invitation goes out; also emitted as a draft for the pre-check",
  phase: "before",
  decision: "Release the tender documents",
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
          procuringEntity: {
            type: "object",
            properties: {
              id: {
                type: "string",
                maxLength: 2000,
                description: "Procuring entity or agent in charge",
                "x-privacy": "public",
                "x-supervision": "required",
              },
            },
          },
          agentId: {
            type: "string",
            maxLength: 2000,
            description: "Tender agency (招标代理机构)",
            "x-privacy": "public",
          },
          id: {
            type: "string",
            maxLength: 2000,
            description: "Tender id",
            "x-privacy": "public",
            "x-supervision": "required",
          },
          title: {
            type: "string",
            maxLength: 2000,
            description: "Title",
            "x-privacy": "public",
            "x-supervision": "required",
          },
          status: {
            type: "string",
            maxLength: 2000,
            description: "Planned, active, cancelled, unsuccessful, complete",
            "x-privacy": "public",
            "x-supervision": "required",
          },
          procurementMethod: {
            type: "string",
            maxLength: 2000,
            description: "As above",
            "x-privacy": "public",
            "x-supervision": "required",
          },
          procurementMethodDetails: {
            type: "string",
            maxLength: 2000,
            description: "As above",
            "x-privacy": "public",
            "x-supervision": "required",
          },
          mainProcurementCategory: {
            type: "string",
            maxLength: 2000,
            description: "Goods, works, services",
            "x-privacy": "public",
            "x-supervision": "required",
          },
          classification: {
            type: "object",
            properties: {
              id: {
                type: "string",
                maxLength: 2000,
                description: "Category code",
                "x-privacy": "public",
                "x-supervision": "required",
              },
            },
          },
          regionCode: {
            type: "string",
            maxLength: 2000,
            description: "Administrative area of performance (行政区划代码)",
            "x-privacy": "public",
          },
          mustTender: {
            type: "boolean",
            description: "Legally must be tendered (依法必须招标)",
            "x-privacy": "public",
            "x-supervision": "required",
          },
          legalRegime: {
            type: "string",
            maxLength: 2000,
            description: "Tendering_law, procurement_law, company_rules",
            "x-privacy": "public",
            "x-supervision": "required",
          },
          value: {
            type: "object",
            properties: {
              amount: {
                type: "number",
                description: "Estimate",
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
          ceiling: {
            type: "object",
            properties: {
              amount: {
                type: "number",
                description: "Ceiling price (最高投标限价)",
                "x-privacy": "public",
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
          lots: {
            type: "array",
            maxItems: 1000,
            items: {
              type: "object",
              properties: {
                id: {
                  type: "string",
                  maxLength: 2000,
                  description: "Lots",
                  "x-privacy": "public",
                },
              },
            },
          },
          tenderPeriod: {
            type: "object",
            properties: {
              startDate: {
                type: "string",
                format: "instant",
                description: "Documents available from",
                "x-privacy": "public",
                "x-supervision": "required",
              },
              endDate: {
                type: "string",
                format: "instant",
                "x-day": "end",
                description: "Bid deadline",
                "x-privacy": "public",
                "x-supervision": "required",
              },
            },
          },
          documentPeriod: {
            type: "object",
            properties: {
              startDate: {
                type: "string",
                format: "instant",
                description: "Sale or provision of documents from",
                "x-privacy": "public",
              },
              endDate: {
                type: "string",
                format: "instant",
                "x-day": "end",
                description: "Sale or provision until",
                "x-privacy": "public",
              },
            },
          },
          documentPrice: {
            type: "object",
            properties: {
              amount: {
                type: "number",
                description: "Price of the documents",
                "x-privacy": "public",
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
          deposit: {
            type: "object",
            properties: {
              amount: {
                type: "number",
                description: "Bid deposit demanded",
                "x-privacy": "public",
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
          eligibilityCriteria: {
            type: "string",
            maxLength: 100000,
            description: "Full text of eligibility criteria",
            "x-privacy": "public",
          },
          technicalText: {
            type: "string",
            maxLength: 100000,
            description: "Text of technical requirements",
            "x-privacy": "public",
          },
          awardCriteria: {
            type: "string",
            maxLength: 2000,
            description: "PriceOnly, costOnly, qualityOnly, ratedCriteria",
            "x-privacy": "public",
          },
          priceWeight: {
            type: "number",
            description: "Weight of price",
            "x-unit": "ratio 0-1",
            "x-privacy": "public",
          },
          criteria: {
            type: "array",
            maxItems: 1000,
            items: {
              type: "object",
              properties: {
                id: {
                  type: "string",
                  maxLength: 2000,
                  description: "Scoring criteria",
                  "x-privacy": "public",
                },
                keyItem: {
                  type: "boolean",
                  description: "Key item: strength, performance capacity, staffing",
                  "x-privacy": "public",
                },
                maxScore: {
                  type: "number",
                  description: "Maximum score",
                  "x-unit": "points",
                  "x-privacy": "public",
                },
                subjective: {
                  type: "boolean",
                  description: "Scored by judgement, not by a formula",
                  "x-privacy": "public",
                },
              },
            },
          },
          media: {
            type: "array",
            maxItems: 1000,
            items: {
              type: "object",
              properties: {
                name: {
                  type: "string",
                  maxLength: 2000,
                  description: "Each medium of publication",
                  "x-privacy": "public",
                },
                contentHash: {
                  type: "string",
                  maxLength: 2000,
                  description: "Hash of the notice text in that medium",
                  "x-privacy": "public",
                },
              },
            },
          },
          requirementAuthorIds: {
            type: "array",
            maxItems: 1000,
            items: {
              type: "string",
              maxLength: 2000,
            },
            description: "Organisations that wrote the specification, design or cost estimate",
            "x-privacy": "internal",
          },
        },
      },
    },
    required: ["ocid"],
  },
} as const;
