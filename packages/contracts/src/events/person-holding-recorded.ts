/** What a register says that a person holds (FE-3). */
export const personHoldingRecorded = {
  type: "person.holding.recorded",
  version: "1.0",
  name: { "zh-CN": "个人持有财产", en: "Holding of a person" },
  when: "A register gives an extract about real estate, vehicles, companies or deposits",
  phase: "before",
  decision: null,
  record: null,
  subject: ["holding.personId"],
  schema: {
    type: "object",
    properties: {
      holding: {
        type: "object",
        properties: {
          personId: {
            type: "string",
            maxLength: 2000,
            description: "Holder",
            "x-privacy": "sensitive",
            "x-identifier": "person",
          },
          kind: {
            type: "string",
            maxLength: 2000,
            description: "dwelling, commercial_property, vehicle, company, deposit",
            "x-privacy": "sensitive",
            "x-identifier": "clear",
          },
          id: {
            type: "string",
            maxLength: 2000,
            description: "Register number; the SDK sends a pseudonym",
            "x-privacy": "sensitive",
            "x-identifier": true,
          },
          value: {
            type: "object",
            properties: {
              amount: { type: "number", description: "Value", "x-privacy": "sensitive" },
              currency: {
                type: "string",
                description: "Currency",
                "x-privacy": "internal",
                pattern: "^[A-Z]{3}$",
              },
            },
            "x-money": true,
          },
          areaId: { type: "string", maxLength: 2000, description: "Place", "x-privacy": "internal" },
          validFrom: {
            type: "string",
            format: "instant",
            description: "From",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
          validTo: {
            type: "string",
            format: "instant",
            "x-day": "end",
            description: "Until",
            "x-privacy": "internal",
          },
        },
        required: ["personId", "kind", "id"],
      },
    },
    required: ["holding"],
  },
} as const;
