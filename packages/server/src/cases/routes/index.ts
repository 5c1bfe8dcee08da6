export { registerConsoleCases } from "./console-cases.ts";
export { attachment } from "./attachment.ts";
