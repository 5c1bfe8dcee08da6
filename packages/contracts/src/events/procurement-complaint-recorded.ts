/** Received, answered, decided, or carried out. Fields follow OCDS 1.1 where it has them. */
export const procurementComplaintRecorded = {
  type: "procurement.complaint.recorded",
  version: "1.0",
  name: {
    "zh-CN": "异议、质疑、投诉",
    en: "Objection, query or complaint",
  },
  when: "Received, answered, decided, or carried out",
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
      complaint: {
        type: "object",
        properties: {
          id: {
            type: "string",
            maxLength: 2000,
            description: "Id",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
          kind: {
            type: "string",
            maxLength: 2000,
            description: "Objection, query, complaint",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
          about: {
            type: "string",
            maxLength: 2000,
            description: "Documents, opening, result, rejection",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
          status: {
            type: "string",
            maxLength: 2000,
            description: "Received, answered, upheld, dismissed, carried_out, withdrawn",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
          date: {
            type: "string",
            format: "instant",
            description: "Date of this status",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
          complainantId: {
            type: "string",
            maxLength: 2000,
            description: "Complainant",
            "x-privacy": "internal",
          },
          suspendsProcess: {
            type: "boolean",
            description: "Process stopped meanwhile",
            "x-privacy": "internal",
          },
        },
      },
    },
    required: ["ocid"],
  },
} as const;
