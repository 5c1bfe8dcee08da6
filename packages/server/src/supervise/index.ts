export { supervisionLimits } from "./limits.ts";
export { watchSupervision } from "./tell-auditors.ts";
