export { registerConsoleCases } from "./console-cases.ts";
