/** The opening starts; the pre-check is asked just before. Fields follow OCDS 1.1 where it has them. */
export const procurementBidOpened = {
  type: "procurement.bid.opened",
  version: "1.0",
  name: {
    "zh-CN": "开标",
    en: "Bids opened",
  },
  when: "The opening starts; the pre-check is asked just before",
  phase: "during",
  decision: "Open the bids",
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
          numberOfTenderers: {
            type: "integer",
            description: "Bidders present with a submitted bid",
            "x-privacy": "public",
            "x-supervision": "required",
          },
          openedAt: {
            type: "string",
            format: "instant",
            description: "Opening time",
            "x-privacy": "public",
            "x-supervision": "required",
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
                  description: "Lot",
                  "x-privacy": "public",
                },
                numberOfTenderers: {
                  type: "integer",
                  description: "Bidders per lot",
                  "x-privacy": "public",
                },
              },
            },
          },
        },
      },
    },
    required: ["ocid"],
  },
} as const;
