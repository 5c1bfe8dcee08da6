/** A deposit or bond is received, returned, forfeited. Fields follow OCDS 1.1 where it has them. */
export const procurementDepositRecorded = {
  type: "procurement.deposit.recorded",
  version: "1.0",
  name: {
    "zh-CN": "保证金收退",
    en: "Bid deposit or performance bond moved",
  },
  when: "A deposit or bond is received, returned, forfeited",
  phase: "during",
  decision: null,
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
      deposit: {
        type: "object",
        properties: {
          kind: {
            type: "string",
            maxLength: 2000,
            description: "Bid, performance",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
          movement: {
            type: "string",
            maxLength: 2000,
            description: "Received, returned, forfeited",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
          bidId: {
            type: "string",
            maxLength: 2000,
            description: "Bid",
            "x-privacy": "internal",
          },
          tendererId: {
            type: "string",
            maxLength: 2000,
            description: "Bidder it counts for",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
          amount: {
            type: "object",
            properties: {
              amount: {
                type: "number",
                description: "Sum",
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
          form: {
            type: "string",
            maxLength: 2000,
            description: "Transfer, cheque, cash, guarantee, insurance",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
          payerAccount: {
            type: "string",
            maxLength: 2000,
            description: "Paying account; the SDK sends a pseudonym",
            "x-privacy": "sensitive",
            "x-identifier": true,
          },
          payerName: {
            type: "string",
            maxLength: 2000,
            description: "Name of the account holder",
            "x-privacy": "internal",
          },
          payerIsBasicAccount: {
            type: "boolean",
            description: "Bidder's basic account (基本账户)",
            "x-privacy": "internal",
          },
          securityNumber: {
            type: "string",
            maxLength: 2000,
            description: "Number of guarantee or cheque",
            "x-privacy": "internal",
          },
          issuer: {
            type: "string",
            maxLength: 2000,
            description: "Bank branch or insurer",
            "x-privacy": "internal",
          },
          movedAt: {
            type: "string",
            format: "instant",
            description: "Booking time",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
        },
      },
    },
    required: ["ocid"],
  },
} as const;
