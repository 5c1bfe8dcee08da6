/** Anything changes after publication. Fields follow OCDS 1.1 where it has them. */
export const procurementTenderAmended = {
  type: "procurement.tender.amended",
  version: "1.0",
  name: {
    "zh-CN": "澄清、变更、终止、重新招标",
    en: "Tender clarified, changed, cancelled or relaunched",
  },
  when: "Anything changes after publication",
  phase: "during",
  decision: "Release the amendment",
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
          amendment: {
            type: "object",
            properties: {
              kind: {
                type: "string",
                maxLength: 2000,
                description: "Clarification, content, deadline, cancelled, unsuccessful, relaunched",
                "x-privacy": "public",
                "x-supervision": "required",
              },
              date: {
                type: "string",
                format: "instant",
                description: "Sent to all holders of the documents",
                "x-privacy": "public",
                "x-supervision": "required",
              },
              affectsBids: {
                type: "boolean",
                description: "May influence bid preparation",
                "x-privacy": "public",
                "x-supervision": "required",
              },
              rationale: {
                type: "string",
                maxLength: 100000,
                description: "Reason",
                "x-privacy": "public",
                "x-supervision": "required",
              },
              previousOcid: {
                type: "string",
                maxLength: 2000,
                description: "Earlier process when relaunched",
                "x-privacy": "public",
                "x-supervision": "conditional",
              },
            },
          },
          tenderPeriod: {
            type: "object",
            properties: {
              endDate: {
                type: "string",
                format: "instant",
                "x-day": "end",
                description: "Deadline after the change",
                "x-privacy": "public",
                "x-supervision": "required",
              },
            },
          },
        },
      },
    },
    required: ["ocid"],
  },
} as const;
