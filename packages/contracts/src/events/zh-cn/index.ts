export { commonFields } from "./common.ts";
export type { FieldTexts } from "./field-texts.ts";
export { fieldsInChinese } from "./fields-in-chinese.ts";
