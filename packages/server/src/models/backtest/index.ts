export type { BacktestOrder } from "./backtest-job.ts";
export { backtestKind, backtestWork, openBacktests, queueBacktest } from "./backtest-job.ts";
export type { BacktestResult, RuleResult, SampledResult } from "./result.ts";
