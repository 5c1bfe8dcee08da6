export type { Notifier } from "./notifier.ts";
export { createNotifier } from "./notifier.ts";
export { attempt } from "./attempt.ts";
