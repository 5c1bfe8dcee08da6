/**
 * The JSON Schemas themselves. A door of their own, so that an application that embeds the SDK never loads them.
 */
export { approvalRequestSchema } from "./approval-schema.ts";
export { ingestResultSchema, precheckRequestSchema } from "./api.ts";
export { envelopeSchema } from "./event.ts";
export { builtinEvents, commonData } from "./events/index.ts";
export { commonFields, type FieldTexts, fieldsInChinese } from "./events/zh-cn/index.ts";
export { bindingsSchema } from "./rules/binding.ts";
export { calendarSchema } from "./rules/calendar.ts";
export { casesSchema } from "./rules/cases.ts";
export { deadlineSchema } from "./rules/deadline.ts";
export { featureSchema } from "./rules/feature.ts";
export { modelSchema } from "./rules/model.ts";
export { localizedTextSchema } from "./text.ts";
