export type { CreateNotifierOptions, Notifier } from "./notifier.ts";
export { createNotifier } from "./notifier.ts";
export type { NotifierOptions } from "./notifier-options.ts";
export { attempt } from "./attempt.ts";
