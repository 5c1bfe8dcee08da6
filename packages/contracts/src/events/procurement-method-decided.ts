/** A purchase is registered and its method is chosen, before any notice. Fields follow OCDS 1.1 where it has them. */
export const procurementMethodDecided = {
  type: "procurement.method.decided",
  version: "1.0",
  name: {
    "zh-CN": "采购计划与方式确定",
    en: "Procurement plan and method decided",
  },
  when: "A purchase is registered and its method is chosen, before any notice",
  phase: "before",
  decision: "Choose the procurement method",
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
            description: "Buying organisation",
            "x-privacy": "public",
            "x-supervision": "required",
          },
        },
      },
      planning: {
        type: "object",
        properties: {
          budget: {
            type: "object",
            properties: {
              amount: {
                type: "object",
                properties: {
                  amount: {
                    type: "number",
                    description: "Budget of this purchase",
                    "x-privacy": "internal",
                    "x-supervision": "required",
                  },
                  currency: {
                    type: "string",
                    description: "Currency",
                    "x-privacy": "internal",
                    "x-supervision": "required",
                    pattern: "^[A-Z]{3}$",
                  },
                },
                "x-money": true,
              },
              id: {
                type: "string",
                maxLength: 2000,
                description: "Budget item (预算项目)",
                "x-privacy": "internal",
                "x-supervision": "required",
              },
              projectId: {
                type: "string",
                maxLength: 2000,
                description: "Engineering project it belongs to",
                "x-privacy": "internal",
              },
            },
          },
          fundShare: {
            type: "number",
            description: "Share of state or budget funds in the investment",
            "x-unit": "ratio 0-1",
            "x-privacy": "internal",
          },
        },
      },
      tender: {
        type: "object",
        properties: {
          procurementMethod: {
            type: "string",
            maxLength: 2000,
            description: "Open, selective, limited, direct (OCDS codelist)",
            "x-privacy": "public",
            "x-supervision": "required",
          },
          procurementMethodDetails: {
            type: "string",
            maxLength: 2000,
            description:
              "National method: open tender, invited tender, negotiation, inquiry, single source, platform purchase",
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
          serviceKind: {
            type: "string",
            maxLength: 2000,
            description: "Survey, design, supervision, other",
            "x-privacy": "public",
          },
          classification: {
            type: "object",
            properties: {
              id: {
                type: "string",
                maxLength: 2000,
                description: "Category code (品目)",
                "x-privacy": "public",
                "x-supervision": "required",
              },
            },
          },
          value: {
            type: "object",
            properties: {
              amount: {
                type: "number",
                description: "Estimated value",
                "x-privacy": "internal",
                "x-supervision": "required",
              },
              currency: {
                type: "string",
                description: "Currency",
                "x-privacy": "internal",
                "x-supervision": "required",
                pattern: "^[A-Z]{3}$",
              },
            },
            "x-money": true,
          },
          procurementMethodRationale: {
            type: "string",
            maxLength: 100000,
            description: "Reason text; required when not open",
            "x-privacy": "internal",
            "x-supervision": "conditional",
          },
          exemptionCode: {
            type: "string",
            maxLength: 2000,
            description: "Coded legal ground when not open",
            "x-privacy": "internal",
            "x-supervision": "conditional",
          },
          urgent: {
            type: "boolean",
            description: "Emergency claimed",
            "x-privacy": "internal",
          },
          legalRegime: {
            type: "string",
            maxLength: 2000,
            description: "Tendering_law (招标投标法), procurement_law (政府采购法), company_rules",
            "x-privacy": "public",
            "x-supervision": "required",
          },
          approvalDocumentId: {
            type: "string",
            maxLength: 2000,
            description: "Approval of the supervising department for a non-open method",
            "x-privacy": "internal",
          },
          expertOpinionIds: {
            type: "array",
            maxItems: 1000,
            items: {
              type: "string",
              maxLength: 2000,
            },
            description: "Expert opinions attached",
            "x-privacy": "internal",
          },
          invitedSuppliers: {
            type: "array",
            maxItems: 1000,
            items: {
              type: "object",
              properties: {
                id: {
                  type: "string",
                  maxLength: 2000,
                  description: "Invited or named suppliers",
                  "x-privacy": "internal",
                },
              },
            },
          },
          deliveryAddress: {
            type: "string",
            maxLength: 2000,
            description: "Place of delivery or works",
            "x-privacy": "internal",
          },
        },
      },
    },
    required: ["ocid"],
  },
} as const;
