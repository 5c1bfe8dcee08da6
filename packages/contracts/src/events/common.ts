/**
 * What every power-exercise event carries beside its own payload: who acted, in which unit and post, which power
 * was exercised, in which process, on what, towards whom, for how much, and which pre-check it followed.
 */
export const commonData = {
  type: "object",
  properties: {
    actor: {
      type: "object",
      properties: {
        personId: {
          type: "string",
          maxLength: 2000,
          description:
            "Person key: keyed hash of the identity number, never the number itself; `system` for automatic decisions",
          "x-privacy": "personal",
          "x-identifier": "person",
          "x-supervision": "required",
        },
        unitId: {
          type: "string",
          maxLength: 2000,
          description: "Organisation unit in which the actor acts (W3C ORG `org:OrganizationalUnit`)",
          "x-privacy": "internal",
          "x-supervision": "required",
        },
        postId: {
          type: "string",
          maxLength: 2000,
          description: "Post held in that act (W3C ORG `org:Post`)",
          "x-privacy": "internal",
          "x-supervision": "required",
        },
        onBehalfOf: {
          type: "string",
          maxLength: 2000,
          description: "Person key of the principal when the act is delegated",
          "x-privacy": "personal",
          "x-identifier": "person",
        },
        channel: {
          type: "string",
          maxLength: 2000,
          description: "Human, delegate, automatic, batch, api",
          "x-privacy": "internal",
          "x-supervision": "required",
        },
        deviceId: {
          type: "string",
          maxLength: 2000,
          description: "Device or terminal; the SDK sends a pseudonym",
          "x-privacy": "sensitive",
          "x-identifier": true,
        },
      },
    },
    power: {
      type: "object",
      properties: {
        code: {
          type: "string",
          maxLength: 2000,
          description: "Item in the power catalogue (权力事项编码)",
          "x-privacy": "internal",
          "x-supervision": "required",
        },
        catalogueVersion: {
          type: "string",
          maxLength: 2000,
          description: "Version of the catalogue in force",
          "x-privacy": "internal",
          "x-supervision": "required",
        },
      },
    },
    process: {
      type: "object",
      properties: {
        instanceId: {
          type: "string",
          maxLength: 2000,
          description: "The case, application, tender, claim (one per business process)",
          "x-privacy": "internal",
          "x-supervision": "required",
        },
        definitionId: {
          type: "string",
          maxLength: 2000,
          description: "Kind of process, e.g. `tender`, `appointment`, `grant`",
          "x-privacy": "internal",
          "x-supervision": "required",
        },
        step: {
          type: "string",
          maxLength: 2000,
          description: "Step code within the definition, e.g. `draft`, `review`, `approve`, `execute`",
          "x-privacy": "internal",
          "x-supervision": "required",
        },
        outcome: {
          type: "string",
          maxLength: 2000,
          description: "Submitted, approved, rejected, returned, withdrawn, executed",
          "x-privacy": "internal",
        },
        openedAt: {
          type: "string",
          format: "instant",
          description: "When the actor opened the item in this step (for reading-time rules)",
          "x-privacy": "internal",
        },
        contentLength: {
          type: "integer",
          description: "Length of the text shown in this step",
          "x-unit": "characters",
          "x-privacy": "internal",
        },
        attachmentPages: {
          type: "integer",
          description: "Pages attached to the item in this step",
          "x-unit": "pages",
          "x-privacy": "internal",
        },
        dueAt: {
          type: "string",
          format: "instant",
          "x-day": "end",
          description: "Statutory or promised end of this step",
          "x-privacy": "internal",
        },
        opinion: {
          type: "string",
          maxLength: 100000,
          description: "Text of the opinion written by the actor",
          "x-privacy": "internal",
        },
      },
    },
    object: {
      type: "object",
      properties: {
        type: {
          type: "string",
          maxLength: 2000,
          description:
            "Kind of thing acted on: project, tender, contract, payment, person, household, asset ...",
          "x-privacy": "internal",
          "x-supervision": "required",
        },
        id: {
          type: "string",
          maxLength: 2000,
          description: "Its id in the source system",
          "x-privacy": "internal",
          "x-supervision": "required",
        },
        name: {
          type: "string",
          maxLength: 2000,
          description: "Display name",
          "x-privacy": "internal",
        },
      },
    },
    counterparties: {
      type: "array",
      maxItems: 1000,
      items: {
        type: "object",
        properties: {
          id: {
            type: "string",
            maxLength: 2000,
            description: "Id of each outside party: organisation identifier or person key",
            "x-privacy": "personal",
            "x-identifier": "person",
          },
          kind: {
            type: "string",
            maxLength: 2000,
            description: "Organisation, person, household",
            "x-privacy": "internal",
          },
          role: {
            type: "string",
            maxLength: 2000,
            description: "Bidder, supplier, applicant, beneficiary, candidate, punished ...",
            "x-privacy": "internal",
          },
        },
      },
    },
    amount: {
      type: "object",
      properties: {
        amount: {
          type: "number",
          description: "Main sum of the act (OCDS Value shape)",
          "x-privacy": "internal",
        },
        currency: {
          type: "string",
          description: "Currency of the sum",
          "x-privacy": "internal",
          pattern: "^[A-Z]{3}$",
        },
      },
      "x-money": true,
    },
    decision: {
      type: "object",
      properties: {
        precheckId: {
          type: "string",
          maxLength: 2000,
          description: "Id of the pre-check that this act followed; absent = no pre-check was made",
          "x-privacy": "internal",
        },
        outcome: {
          type: "string",
          maxLength: 2000,
          description: "Allow, warn, justify, second_approver, block as answered",
          "x-privacy": "internal",
        },
        bundleHash: {
          type: "string",
          maxLength: 2000,
          description: "Hash of the rule bundle that answered",
          "x-privacy": "internal",
        },
        acknowledged: {
          type: "boolean",
          description: "The actor confirmed that the findings were shown",
          "x-privacy": "internal",
        },
        justification: {
          type: "string",
          maxLength: 100000,
          description: "Reason typed by the actor",
          "x-privacy": "internal",
        },
        secondApproverId: {
          type: "string",
          maxLength: 2000,
          description: "Person key of the second approver",
          "x-privacy": "personal",
          "x-identifier": "person",
        },
      },
    },
  },
} as const;
