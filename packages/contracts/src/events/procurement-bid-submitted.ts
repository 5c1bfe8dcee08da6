/** A bid is received, replaced or withdrawn. Fields follow OCDS 1.1 where it has them. */
export const procurementBidSubmitted = {
  type: "procurement.bid.submitted",
  version: "1.0",
  name: {
    "zh-CN": "投标文件递交",
    en: "Bid received",
  },
  when: "A bid is received, replaced or withdrawn",
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
                  description: "Bid id",
                  "x-privacy": "internal",
                  "x-supervision": "required",
                },
                date: {
                  type: "string",
                  format: "instant",
                  description: "Received at",
                  "x-privacy": "internal",
                  "x-supervision": "required",
                },
                status: {
                  type: "string",
                  maxLength: 2000,
                  description: "Invited, pending, valid, disqualified, withdrawn",
                  "x-privacy": "internal",
                  "x-supervision": "required",
                },
                tenderers: {
                  type: "array",
                  maxItems: 1000,
                  items: {
                    type: "object",
                    properties: {
                      id: {
                        type: "string",
                        maxLength: 2000,
                        description: "Bidder (each consortium member)",
                        "x-privacy": "internal",
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
                relatedLots: {
                  type: "array",
                  maxItems: 1000,
                  items: {
                    type: "string",
                    maxLength: 2000,
                  },
                  description: "Lots bid for",
                  "x-privacy": "internal",
                },
                unitPrices: {
                  type: "array",
                  maxItems: 10000,
                  items: {
                    type: "object",
                    properties: {
                      itemId: {
                        type: "string",
                        maxLength: 2000,
                        description: "Priced item of the bill of quantities",
                        "x-privacy": "sensitive",
                        "x-identifier": "clear",
                      },
                      amount: {
                        type: "number",
                        description: "Unit price",
                        "x-privacy": "sensitive",
                      },
                      currency: {
                        type: "string",
                        description: "ISO 4217 code; absent = the currency of the enclosing value",
                        "x-privacy": "sensitive",
                        "x-identifier": "clear",
                        pattern: "^[A-Z]{3}$",
                      },
                    },
                    "x-money": true,
                  },
                },
                arithmeticErrors: {
                  type: "array",
                  maxItems: 1000,
                  items: {
                    type: "string",
                    maxLength: 2000,
                  },
                  description: "Item ids whose extended price is wrong",
                  "x-privacy": "internal",
                },
                personnel: {
                  type: "array",
                  maxItems: 1000,
                  items: {
                    type: "object",
                    properties: {
                      personId: {
                        type: "string",
                        maxLength: 2000,
                        description: "Person key",
                        "x-privacy": "personal",
                        "x-identifier": "person",
                      },
                      role: {
                        type: "string",
                        maxLength: 2000,
                        description:
                          "Bid_leader, agent, project_manager, technical_lead, safety_officer, other",
                        "x-privacy": "internal",
                      },
                    },
                  },
                },
                submission: {
                  type: "object",
                  properties: {
                    ip: {
                      type: "string",
                      maxLength: 2000,
                      description: "Address from which the file was uploaded",
                      "x-privacy": "sensitive",
                      "x-identifier": "clear",
                    },
                    deviceId: {
                      type: "string",
                      maxLength: 2000,
                      description: "MAC, disk or board number; the SDK sends a pseudonym",
                      "x-privacy": "sensitive",
                      "x-identifier": true,
                    },
                  },
                },
                documents: {
                  type: "array",
                  maxItems: 1000,
                  items: {
                    type: "object",
                    properties: {
                      id: {
                        type: "string",
                        maxLength: 2000,
                        description: "File",
                        "x-privacy": "internal",
                      },
                      hash: {
                        type: "string",
                        maxLength: 2000,
                        description: "Content hash",
                        "x-privacy": "internal",
                      },
                      author: {
                        type: "string",
                        maxLength: 2000,
                        description: "Author in file properties",
                        "x-privacy": "sensitive",
                        "x-identifier": "clear",
                      },
                      lastModifiedBy: {
                        type: "string",
                        maxLength: 2000,
                        description: "Last saved by",
                        "x-privacy": "sensitive",
                        "x-identifier": "clear",
                      },
                      creatorTool: {
                        type: "string",
                        maxLength: 2000,
                        description: "Producing program and version",
                        "x-privacy": "internal",
                      },
                      softwareKey: {
                        type: "string",
                        maxLength: 2000,
                        description:
                          "Licence or dongle number of the pricing program; the SDK sends a pseudonym",
                        "x-privacy": "sensitive",
                        "x-identifier": true,
                      },
                      fileIdentifier: {
                        type: "string",
                        maxLength: 2000,
                        description: "Identifier inside the file, e.g. PDF /ID",
                        "x-privacy": "internal",
                      },
                      createdAt: {
                        type: "string",
                        format: "instant",
                        description: "Creation time in the file",
                        "x-privacy": "internal",
                      },
                      textSignature: {
                        type: "array",
                        maxItems: 512,
                        items: {
                          type: "string",
                          maxLength: 2000,
                        },
                        description: "MinHash of 8-character shingles after removal of the tender's own text",
                        "x-privacy": "internal",
                      },
                      rareTokens: {
                        type: "array",
                        maxItems: 5000,
                        items: {
                          type: "string",
                          maxLength: 2000,
                        },
                        description: "Misspellings and rare strings absent from the tender documents",
                        "x-privacy": "internal",
                      },
                      imageHashes: {
                        type: "array",
                        maxItems: 1000,
                        items: {
                          type: "string",
                          maxLength: 2000,
                        },
                        description: "Perceptual hashes of images",
                        "x-privacy": "internal",
                      },
                      mentions: {
                        type: "array",
                        maxItems: 1000,
                        items: {
                          type: "string",
                          maxLength: 2000,
                        },
                        description: "Organisation ids named in the file",
                        "x-privacy": "internal",
                      },
                    },
                  },
                },
              },
              required: ["id"],
            },
          },
        },
      },
      parties: {
        type: "array",
        maxItems: 1000,
        items: {
          type: "object",
          properties: {
            id: {
              type: "string",
              maxLength: 2000,
              description: "Organisation id of each bidder",
              "x-privacy": "public",
              "x-identifier": "person",
              "x-supervision": "required",
            },
            name: {
              type: "string",
              maxLength: 2000,
              description: "Name",
              "x-privacy": "public",
              "x-supervision": "required",
            },
            identifier: {
              type: "object",
              properties: {
                id: {
                  type: "string",
                  maxLength: 2000,
                  description: "Registration number (统一社会信用代码)",
                  "x-privacy": "public",
                  "x-supervision": "required",
                },
              },
            },
            address: {
              type: "object",
              properties: {
                streetAddress: {
                  type: "string",
                  maxLength: 2000,
                  description: "Address given in the bid",
                  "x-privacy": "internal",
                },
              },
            },
            contactPoint: {
              type: "object",
              properties: {
                name: {
                  type: "string",
                  maxLength: 2000,
                  description: "Contact",
                  "x-privacy": "personal",
                },
                telephone: {
                  type: "string",
                  maxLength: 2000,
                  description: "Telephone",
                  "x-privacy": "personal",
                },
                email: {
                  type: "string",
                  maxLength: 2000,
                  description: "E-mail",
                  "x-privacy": "personal",
                },
              },
            },
          },
          required: ["id"],
        },
      },
    },
    required: ["ocid"],
  },
} as const;
