export { actAs, grantedPerson, readParts } from "./reading.ts";
export { registerConsoleCases } from "./console-cases.ts";
