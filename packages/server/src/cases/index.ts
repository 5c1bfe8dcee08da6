export type { CaseHooks } from "./hooks.ts";
export type { CaseKeeper } from "./keeper.ts";
export { createCaseKeeper } from "./keeper.ts";
export { watchPauses } from "./resume.ts";
export { returnTimeIn } from "./return-time.ts";
export { registerConsoleCases } from "./routes/index.ts";
export { forgetCaseKey, forgetSubjects } from "./subjects.ts";
